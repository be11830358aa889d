using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

using Digest.Model;
using Digest.Store;

using Shouldly;

using Xunit;

namespace Digest.Tests.Deliver;

/// <summary>The program as an operator starts it: what a process is set up with (sockets, collector) no test within this one can show.</summary>
public sealed class DeliverProcessTests
{
    private const int Readers = 200;

    // Sockets that answer on the thread the kernel told must have nobody wait on it. Npgsql does, for the rest of a value longer than its buffer of
    // 8 KB: a reader's long list of words here, an edition's stories in life.
    [Fact]
    public async Task A_run_of_its_own_sends_all_that_is_due()
    {
        await using var post = await Post.StartAsync();
        await post.Database.WriteAsync(async s =>
        {
            var now = post.Clock.GetUtcNow();
            var words = JsonSerializer.Serialize(Enumerable.Range(0, 4000).Select(i => $"word{i}"));
            for (var i = 0; i < Readers; i++)
            {
                var address = $"u{i}@example.org";
                var subscriber = await s.ScalarAsync<long>("INSERT INTO subscribers (address, hour, zone, muted_words, created_at) VALUES (@address, 7, 'UTC', @words, @now) RETURNING id", new { address, words, now });
                await DeliveryStore.AddAsync(s, new NewDelivery
                {
                    Kind = MailKind.Welcome,
                    SubscriberId = subscriber,
                    Address = address,
                    MessageId = $"w{subscriber}@digest.example",
                    DueAt = now,
                    CreatedAt = now,
                    ExpiresAt = now + TimeSpan.FromDays(2),
                });
            }
        });
        Dictionary<string, string?> settings = new(post.Settings)
        {
            ["Deliver:Host"] = "127.0.0.1",
            ["Deliver:Port"] = post.Relay.Port.ToString(CultureInfo.InvariantCulture),
            ["Deliver:Connections"] = "8",
            ["Site:BaseUrl"] = "https://digest.example",
            ["Site:From"] = "news@digest.example",
        };
        List<string> arguments = ["deliver", "--as-of", post.Clock.GetUtcNow().ToString("o", CultureInfo.InvariantCulture)];
        arguments.AddRange(settings.Where(v => v.Value is not null).SelectMany(v => new[] { "--set", $"{v.Key}={v.Value}" }));

        var (code, said) = await RunAsync(arguments);

        code.ShouldBe(0, said);
        said.ShouldContain($"{Readers} submitted.");
        post.Relay.Mails.Select(m => m.To.Single()).Distinct().Count().ShouldBe(Readers);
        post.Relay.Mails.Count.ShouldBe(Readers);
    }

    private static async Task<(int Code, string Said)> RunAsync(IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "digest"), arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join("\n", await said));
    }
}

using System.IO.Compression;
using System.Text;

using Digest.Gather.Fetch;
using Digest.Tests.Support;

using Microsoft.AspNetCore.Http;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Fetch;

public sealed class FeedClientTests
{
    private static readonly string Document = FeedServer.Rss(FeedServer.Item("One", "http://gazette.example/1"));

    [Fact]
    public async Task Names_itself_and_where_to_complain()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Document);
        using var fetched = await GetAsync(it, "/feed");

        var asked = it.Server.Asked.Single().Headers;
        asked["User-Agent"].ShouldBe("Digest/0.1 (feed reader; The Test; +https://digest.example)");
        asked["Accept-Encoding"].ShouldBe("gzip, br, deflate");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("unsaid gzip")]
    [InlineData("gzip that is none")]
    public async Task Unpacks(string way)
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", async http =>
        {
            http.Response.Headers.ContentEncoding = way switch { "raw deflate" => "deflate", "unsaid gzip" => default, "gzip that is none" => "gzip", _ => way };
            await http.Response.Body.WriteAsync(Pack(way));
        });

        using var fetched = await GetAsync(it, "/feed");

        Encoding.UTF8.GetString(fetched.Body.Span).ShouldBe(Document);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task Stops_unpacking_at_the_limit(string way)
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { MaxBodyBytes = 64 * 1024 });
        it.Server.On("/bomb", async http =>
        {
            http.Response.Headers.ContentEncoding = way;
            await http.Response.Body.WriteAsync(Pack(way, new byte[4 << 20]));
        });

        using var fetched = await GetAsync(it, "/bomb");

        fetched.Error.ShouldBe("The body is larger than 64 KiB (Gather:MaxBodyBytes).");
    }

    [Theory]
    [InlineData("x-foo", "The body is packed as 'x-foo', which was not asked for.")]
    [InlineData("gzip, gzip, gzip", "The body is packed 3 times over.")]
    public async Task Refuses_other_packings(string way, string words)
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", async http =>
        {
            http.Response.Headers.ContentEncoding = way;
            await http.Response.WriteAsync(Document);
        });

        using var fetched = await GetAsync(it, "/feed");

        fetched.Error.ShouldBe(words);
    }

    [Fact]
    public async Task Stops_at_the_limit_of_an_endless_body()
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { MaxBodyBytes = 64 * 1024 });
        it.Server.On("/endless", async http =>
        {
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.WriteAsync(new string('x', 10_000), http.RequestAborted);
            }
        });

        using var fetched = await GetAsync(it, "/endless");

        fetched.Error.ShouldBe("The body is larger than 64 KiB (Gather:MaxBodyBytes).");
    }

    [Fact]
    public async Task Gives_up_on_a_body_that_never_ends()
    {
        await using var it = await GatherHarness.CreateAsync();
        var started = new TaskCompletionSource();
        it.Server.On("/slow", async http =>
        {
            await http.Response.WriteAsync("<rss>");
            await http.Response.Body.FlushAsync();
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });

        var fetching = GetAsync(it, "/slow");
        await started.Task;
        using var fetched = await AdvanceUntilAsync(it, fetching);

        fetched.Error.ShouldBe("Not read to its end within 30 s.");
        fetched.Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    [Fact]
    public async Task Gives_up_on_a_server_that_says_nothing()
    {
        await using var it = await GatherHarness.CreateAsync();
        var started = new TaskCompletionSource();
        it.Server.On("/silent", async http =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
        });

        var fetching = GetAsync(it, "/silent");
        await started.Task;
        using var fetched = await AdvanceUntilAsync(it, fetching, TimeSpan.FromSeconds(21));

        fetched.Error.ShouldBe("No answer within 20 s.");
    }

    [Fact]
    public async Task Ends_a_redirect_loop()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/a", 302, "/b");
        it.Server.Redirect("/b", 302, "/a");

        using var fetched = await GetAsync(it, "/a");

        fetched.Error.ShouldStartWith("It redirects more than 8 times");
        it.Server.Asked.Count.ShouldBe(9);
    }

    [Theory]
    [InlineData("http://127.0.0.2/feed", "127.0.0.2 is loopback")]
    [InlineData("http://169.254.169.254/latest/meta-data/", "169.254.169.254 is link-local and cloud metadata")]
    [InlineData("http://2130706433/", "127.0.0.1 is loopback")]
    [InlineData("http://[::ffff:127.0.0.1]/", "IPv4 address in IPv6 clothing")]
    [InlineData("http://localhost/", "localhost is a name of the local network")]
    [InlineData("file:///etc/passwd", "the scheme file is not http or https")]
    [InlineData("gopher://127.0.0.1:25/_HELO", "the scheme gopher is not http or https")]
    [InlineData("http://example.org:22/", "port 22 is not among Gather:Ports")]
    public async Task Follows_no_redirect_to_where_it_must_not_go(string location, string why)
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/a", 301, location);

        using var fetched = await GetAsync(it, "/a");

        fetched.Error!.ShouldContain(why);
        fetched.MovedTo.ShouldBeNull();
    }

    [Fact]
    public async Task Moves_only_by_an_unbroken_run_of_permanent_redirects()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Redirect("/1", 301, "/2");
        it.Server.Redirect("/2", 308, "/3");
        it.Server.Redirect("/3", 302, "/4");
        it.Server.Redirect("/4", 301, "/5");
        it.Server.On("/5", Document);

        using var fetched = await GetAsync(it, "/1");

        fetched.MovedTo!.AbsolutePath.ShouldBe("/3");
        fetched.Address.AbsolutePath.ShouldBe("/5");
    }

    [Fact]
    public async Task Keeps_no_validator_that_is_a_trap()
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.On("/feed", Document, etag: $"\"{new string('x', 9000)}\"");

        using var fetched = await GetAsync(it, "/feed");

        fetched.ETag.ShouldBeNull();
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Tue, 24 Nov 2026 09:01:00 GMT", 60)]
    [InlineData("-5", null)]
    [InlineData("Mon, 23 Nov 2026 09:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Reads_how_long_to_wait(string retryAfter, int? seconds)
    {
        await using var it = await GatherHarness.CreateAsync();
        it.Server.Status("/busy", 429, retryAfter);

        using var fetched = await GetAsync(it, "/busy");

        fetched.RetryAfter.ShouldBe(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value));
    }

    [Fact]
    public async Task Says_that_nobody_listens()
    {
        await using var it = await GatherHarness.CreateAsync(o => o with { AllowedHosts = "127.0.0.1:1" });

        using var fetched = await it.Client.GetAsync(new(new Uri("http://127.0.0.1:1/feed")), TestContext.Current.CancellationToken);

        (fetched.Error, fetched.Status).ShouldBe(("The host refuses the connection.", null));
    }

    private static Task<Fetched> GetAsync(GatherHarness it, string path) => it.Client.GetAsync(new(new Uri(it.Server.Url(path))), TestContext.Current.CancellationToken);

    // The clock stands still, so the limit is reached by moving it; the answer's head may still be on its way then.
    private static async Task<Fetched> AdvanceUntilAsync(GatherHarness it, Task<Fetched> fetching, TimeSpan? step = null)
    {
        for (var i = 0; i < 200 && !fetching.IsCompleted; i++)
        {
            await Task.WhenAny(fetching, Task.Delay(TimeSpan.FromMilliseconds(25), TimeProvider.System));
            if (!fetching.IsCompleted && i == 4)
            {
                it.Clock.Advance(step ?? TimeSpan.FromSeconds(31));
            }
        }

        return await fetching;
    }

    private static byte[] Pack(string way, byte[]? plain = null)
    {
        plain ??= Encoding.UTF8.GetBytes(Document);
        return way switch
        {
            "gzip that is none" => plain,
            "gzip, gzip" => Pack("gzip", Pack("gzip", plain)),
            _ => Through(plain, s => way switch
            {
                "br" => new BrotliStream(s, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(s, CompressionLevel.Fastest),
                "raw deflate" => new DeflateStream(s, CompressionLevel.Fastest),
                _ => new GZipStream(s, CompressionLevel.Fastest),
            }),
        };
    }

    private static byte[] Through(byte[] plain, Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var stream = pack(packed))
        {
            stream.Write(plain);
        }

        return packed.ToArray();
    }
}

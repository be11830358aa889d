using Digest.Cli;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Cli;

public sealed class SuppressionsCommandTests : IAsyncLifetime
{
    private TestDatabase _test = null!;

    public async ValueTask InitializeAsync() => _test = await TestDatabase.CreateAsync();

    public ValueTask DisposeAsync() => _test.DisposeAsync();

    [Fact]
    public async Task Adds_lists_exports_removes_and_imports()
    {
        (await RunAsync("suppressions", "add", "Reader@Example.org", "--reason", "asked by phone")).Code.ShouldBe(0);
        (await RunAsync("suppressions", "add", "spam.example", "--days", "3")).Code.ShouldBe(0);
        var (_, list) = await RunAsync("suppressions", "list");
        list.ShouldSatisfyAllConditions(l => l.ShouldContain("reader@example.org"), l => l.ShouldContain("asked by phone"), l => l.ShouldContain("@spam.example"));

        var file = Path.Combine(_test.Folder, "s.csv");
        (await RunAsync("suppressions", "export", file)).Text.ShouldStartWith("2 written");
        (await RunAsync("suppressions", "remove", "reader@example.org")).Code.ShouldBe(0);
        (await RunAsync("suppressions", "import", file)).Text.ShouldStartWith("1 added, 1 known");
        (await _test.Database.ReadAsync(s => SuppressionStore.FindAsync(s, "READER@example.org", TimeProvider.System.GetUtcNow())))!.Reason.ShouldBe("asked by phone");

        await File.WriteAllTextAsync(file, "email\nok@example.org\nno address\n", TestContext.Current.CancellationToken);
        var (code, said) = await RunAsync("suppressions", "import", file);
        code.ShouldBe(1);
        said.ShouldStartWith("1 added, 0 known already, 1 refused");
    }

    [Theory]
    [InlineData("suppressions", "add", "not an address")]
    [InlineData("suppressions", "add", "a@example.org", "--days", "0")]
    [InlineData("suppressions", "remove", "nobody@example.org")]
    [InlineData("suppressions", "import", "no-such-file.csv")]
    [InlineData("suppressions", "list", "--limit", "-1")]
    [InlineData("bounces", "--days", "0")]
    [InlineData("bounces", "take")]
    [InlineData("bounces", "take", "--folder", "no-such-folder")]
    public async Task Ends_with_one_where_it_cannot_do_what_is_asked(params string[] args)
    {
        (await RunAsync(args)).Code.ShouldBe(1);
        (await _test.Database.ReadAsync(s => s.ScalarAsync<long>("SELECT COUNT(*) FROM suppressions"))).ShouldBe(0);
    }

    private Task<(int Code, string Text)> RunAsync(params string[] args) => Printed.ByAsync(() => CommandLine.RunAsync(
        [.. args, .. _test.Settings.Where(s => s.Value is not null).SelectMany(s => new[] { "--set", $"{s.Key}={s.Value}" })], Program.Build, (_, _) => Task.CompletedTask));
}

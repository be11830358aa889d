using System.Text;

using Digest.Gather.Opml;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Opml;

public sealed class FeedImportTests
{
    private const string List = """
        <opml version="2.0"><body><outline text="News/Europe">
          <outline text="The Gazette – World" source="The Gazette" section="World" country="GB" language="en" weight="2.5" htmlUrl="https://gazette.example/" xmlUrl="https://gazette.example/world"/>
          <outline text="The Gazette – Kultur" source="The Gazette" section="Kultur" feedLanguage="de" country="GB" language="en" weight="2.5" htmlUrl="https://gazette.example/" xmlUrl="https://gazette.example/kultur" state="paused"/>
        </outline><outline text="A &lt;b&gt; &quot;title&quot;" xmlUrl="https://b.example/?a=1&amp;b=2"/></body></opml>
        """;

    [Fact]
    public async Task Comes_back_from_an_export_without_loss()
    {
        await using var first = await GatherHarness.CreateAsync();
        await first.Import.ImportAsync(Encoding.UTF8.GetBytes(List), CancellationToken.None);
        var opml = await first.Import.ExportAsync("All", CancellationToken.None);
        await using var second = await GatherHarness.CreateAsync();
        await second.Import.ImportAsync(Encoding.UTF8.GetBytes(opml), CancellationToken.None);

        (await second.Import.ExportAsync("All", CancellationToken.None)).ShouldBe(opml);
        var (sources, feeds) = await AllAsync(second);
        var gazette = sources.Single(s => s.Name == "The Gazette");
        gazette.ShouldBe(new Source { Id = gazette.Id, Name = "The Gazette", HomeUrl = "https://gazette.example/", Country = "GB", Language = "en", Weight = 2.5, Folder = "News/Europe" });
        feeds.Where(f => f.SourceId == gazette.Id).Select(f => (f.Section, f.Language, f.State)).ShouldBe([("World", null, FeedState.Active), ("Kultur", "de", FeedState.Paused)]);
    }

    [Theory]
    [InlineData(" www.gazette.example/rss ", "https://www.gazette.example/rss")]
    [InlineData("feed://gazette.example/rss", "https://gazette.example/rss")]
    [InlineData("feed:http://gazette.example/rss", "http://gazette.example/rss")]
    [InlineData("127.0.0.1:8081/rss", "http://127.0.0.1:8081/rss")]
    [InlineData("gazette.example:8443", "https://gazette.example:8443")]
    [InlineData("gazette.example/a?u=http://b", "gazette.example/a?u=http://b")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("http://gazette.example/rss", "http://gazette.example/rss")]
    public void Mends_what_lists_and_people_leave_out(string written, string meant) => FeedImport.Mend(written).ShouldBe(meant);

    [Fact]
    public async Task Changes_nothing_the_second_time()
    {
        await using var it = await GatherHarness.CreateAsync();
        (await it.Import.ImportAsync(Encoding.UTF8.GetBytes(List), CancellationToken.None)).Feeds.ShouldBe(3);
        var again = await it.Import.ImportAsync(Encoding.UTF8.GetBytes(List), CancellationToken.None);
        (again.Feeds, again.Sources, again.Known, again.Updated).ShouldBe((0, 0, 3, 0));
    }

    [Fact]
    public async Task Takes_corrections_from_an_edited_export()
    {
        await using var it = await GatherHarness.CreateAsync();
        await it.Import.ImportAsync(Encoding.UTF8.GetBytes(List), CancellationToken.None);
        var edited = (await it.Import.ExportAsync("All", CancellationToken.None)).Replace("weight=\"2.5\"", "weight=\"4\"", StringComparison.Ordinal);

        (await it.Import.ImportAsync(Encoding.UTF8.GetBytes(edited), CancellationToken.None)).Updated.ShouldBe(1);

        (await AllAsync(it)).Sources.Single(s => s.Name == "The Gazette").Weight.ShouldBe(4);
    }

    [Fact]
    public async Task Leaves_out_what_cannot_be_a_feed_and_says_why()
    {
        await using var it = await GatherHarness.CreateAsync();
        var report = await it.Import.ImportAsync(Encoding.UTF8.GetBytes("""
            <outline xmlUrl="http://127.0.0.1/feed"/><outline xmlUrl="ftp://a.example/"/><outline xmlUrl=" feed://a.example/rss "/><outline xmlUrl="b.example/rss"/>
            """), CancellationToken.None);

        report.Refused.Select(r => r.Why).ShouldBe(["127.0.0.1 is loopback", "the scheme ftp is not http or https"]);
        (await AllAsync(it)).Feeds.Select(f => f.Url).ShouldBe(["https://a.example/rss", "https://b.example/rss"]);
    }

    [Fact]
    public async Task Adds_a_feed_to_the_title_it_belongs_to()
    {
        await using var it = await GatherHarness.CreateAsync();
        await it.Import.ImportAsync(Encoding.UTF8.GetBytes("""<outline text="The Gazette" xmlUrl="https://gazette.example/1"/>"""), CancellationToken.None);
        await it.Import.ImportAsync(Encoding.UTF8.GetBytes("""<outline text="The Gazette" xmlUrl="https://gazette.example/2"/>"""), CancellationToken.None);
        await it.Import.ImportAsync(Encoding.UTF8.GetBytes("""<outline text="The Gazette" xmlUrl="https://elsewhere.example/3"/>"""), CancellationToken.None);

        (await AllAsync(it)).Sources.Select(s => s.Name).ShouldBe(["The Gazette", "The Gazette (elsewhere.example)"]);
    }

    [Fact]
    public async Task Reads_the_start_file_once_for_each_content()
    {
        await using var it = await GatherHarness.CreateAsync();
        var file = Path.Combine(it.Folder, FeedImport.StartFile);
        (await it.Import.AtStartAsync(file, CancellationToken.None)).ShouldBeNull();
        await File.WriteAllTextAsync(file, List);
        (await it.Import.AtStartAsync(file, CancellationToken.None))!.Feeds.ShouldBe(3);
        await it.Database.WriteAsync(s => FeedStore.RemoveAsync(s, 1));

        (await it.Import.AtStartAsync(file, CancellationToken.None)).ShouldBeNull();

        await File.WriteAllTextAsync(file, List + "\n");
        (await it.Import.AtStartAsync(file, CancellationToken.None))!.Feeds.ShouldBe(1);
    }

    private static async Task<(IReadOnlyList<Source> Sources, IReadOnlyList<Feed> Feeds)> AllAsync(GatherHarness it) =>
        await it.Database.ReadAsync(async s => (await SourceStore.AllAsync(s), await FeedStore.AllAsync(s)));
}

using Digest.Model;
using Digest.Store;
using Digest.Stories;
using Digest.Stories.Clusters;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories;

/// <summary>A story that proves to be two is written as two, unless an editor said that it is one.</summary>
public sealed class StoryWriterTests
{
    private const string Market = "Bakers, cheese makers and florists return to stalls as market reopens";

    // Joins on little, so that one story comes to hold two events.
    private static readonly ClusterOptions Hasty = ClusterOptions.Default with { PartThreshold = 0.3, Threshold = 0.02, CentroidShare = 0, AgePenalty = 0 };

    [Theory]
    [InlineData(16)]
    [InlineData(5)]
    [InlineData(1)]
    public async Task Parts_a_story_and_leaves_the_larger_part_its_number(int batch)
    {
        await using var room = await Newsroom.OpenAsync();
        var (bridge, market) = await PublishAsync(room, 16);

        var writer = await WriteAsync(room, new Clustering(Hasty), batch, firstProvisional: 1);

        (writer.Articles, writer.NewStories, writer.Parted).ShouldBe((16, 1, 1));
        var (first, second) = (await room.StoryOfAsync(bridge[0]), await room.StoryOfAsync(market[0]));
        second.ShouldNotBe(first);
        first.ShouldBe(1, "the number that readers were sent");
        (await Task.WhenAll(bridge.Select(room.StoryOfAsync))).ShouldAllBe(s => s == first);
        (await Task.WhenAll(market.Select(room.StoryOfAsync))).ShouldAllBe(s => s == second);
        (await StoryAsync(room, first)).ArticleCount.ShouldBe(10);
        (await StoryAsync(room, second)).ArticleCount.ShouldBe(6);
        market.ShouldContain((await StoryAsync(room, second)).LeadArticleId);
        (await StoryAsync(room, second)).MergedInto.ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Never_parts_what_an_editor_merged(bool merged)
    {
        await using var room = await Newsroom.OpenAsync();
        await PublishAsync(room, 14);
        await WriteAsync(room, new Clustering(Hasty), 14, firstProvisional: 1);
        var other = await room.PublishAsync("Title 15", Market, hoursAgo: 1.5);
        // Taken for a story of its own, until an editor knows better.
        await WriteAsync(room, new Clustering(firstId: 2), 1, firstProvisional: 2);
        var (story, lone) = (1L, await room.StoryOfAsync(other));
        lone.ShouldNotBe(story);
        var edits = new StoryEdits(room.Database, room.Clock);
        var pick = (await edits.MergeAsync(lone, story, "anna")).Pick.ShouldNotBeNull();
        (await room.Database.ReadAsync(PickStore.TogetherAsync)).ShouldBe([story]);
        await room.PublishAsync("Title 16", Market, hoursAgo: 1.4);

        var writer = await WriteAsync(room, await RestoreAsync(room, obey: merged), 1, firstProvisional: 3);

        writer.Parted.ShouldBe(merged ? 0 : 1);
        (await room.StoryOfAsync(other) == story).ShouldBe(merged);
        pick.OtherId.ShouldBe(story);
    }

    // Ten articles on a bridge, the rest on a market whose name the first of them says too.
    private static async Task<(List<long> Bridge, List<long> Market)> PublishAsync(Newsroom room, int count)
    {
        var ids = new List<long>();
        for (var i = 1; i <= count; i++)
        {
            var headline = i switch
            {
                1 => "Kingsport harbour bridge hit by freighter Aldebaran near Kingsport market",
                <= 10 => "Freighter Aldebaran hits Kingsport harbour bridge, pilot questioned",
                11 => "Kingsport market reopens: bakers, cheese makers and florists return to stalls",
                _ => Market,
            };
            ids.Add(await room.PublishAsync($"Title {i}", headline, hoursAgo: 3 - (i / 10.0)));
        }

        return (ids[..10], ids[10..]);
    }

    private static async Task<StoryWriter> WriteAsync(Newsroom room, Clustering clustering, int batch, long firstProvisional)
    {
        var writer = new StoryWriter(firstProvisional, room.Clock.GetUtcNow());
        foreach (var chunk in (await room.Database.ReadAsync(s => StoryStore.UnplacedAsync(s, 100))).Chunk(batch))
        {
            var placements = chunk.Select(a => new Placement(a.Article, clustering.Add(PieceOf.Article(a.Article, a.SourceName)), [])).ToList();
            (await room.Database.WriteAsync(s => writer.WriteAsync(s, placements, clustering))).ShouldBeTrue();
        }

        return writer;
    }

    private static async Task<Clustering> RestoreAsync(Newsroom room, bool obey)
    {
        var clustering = new Clustering(Hasty, firstId: 3);
        foreach (var story in obey ? await room.Database.ReadAsync(PickStore.TogetherAsync) : [])
        {
            clustering.KeepWhole(story);
        }

        foreach (var placed in await room.Database.ReadAsync(s => StoryStore.PlacedAsync(s, room.Clock.GetUtcNow().AddDays(-1))))
        {
            clustering.Restore(PieceOf.Article(placed.Article, placed.SourceName), placed.StoryId, placed.CopyOf);
        }

        return clustering;
    }

    private static async Task<Story> StoryAsync(Newsroom room, long id) => (await room.Database.ReadAsync(s => StoryStore.FindAsync(s, id)))!;
}

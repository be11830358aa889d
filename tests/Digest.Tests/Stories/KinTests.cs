using Digest.Store;
using Digest.Stories;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories;

public sealed class KinTests
{
    private static readonly (string Headline, string Teaser)[] Talks =
    [
        ("Norhaven truce talks stall over prisoners as shelling of Eastgate goes on", ""),
        ("Truce talks over Norhaven stall: no deal on prisoners, shelling goes on in Eastgate", ""),
        ("Prisoners block Norhaven truce: talks stall while Eastgate is shelled", ""),
        ("Norhaven truce talks stall for a third day over prisoners of Eastgate", ""),
    ];

    private static readonly (string Headline, string Teaser)[] Hospital =
    [
        ("Hospital in Eastgate runs out of fuel, doctors warn", ""),
        ("Doctors warn: fuel of Eastgate hospital runs out tonight", "Norhaven waits for a truce."),
        ("No fuel left at Eastgate hospital, doctors warn", "Norhaven waits for truce talks."),
    ];

    private static readonly (string Headline, string Teaser)[] Cup =
    [
        ("Islanders win their first cup on a late penalty", ""),
        ("Late penalty gives Islanders their first cup", ""),
        ("First cup for Islanders after a late penalty", ""),
    ];

    [Fact]
    public async Task Two_events_of_one_matter_are_two_stories_and_kin()
    {
        await using var room = await Newsroom.OpenAsync();
        var (talks, hospital, cup) = (await TellAsync(room, Talks), await TellAsync(room, Hospital), await TellAsync(room, Cup));
        await room.RunAsync();
        var (war, fuel) = (await room.StoryOfAsync(talks), await room.StoryOfAsync(hospital));
        fuel.ShouldNotBe(war);
        (await room.Database.ReadAsync(s => KinStore.SinceAsync(s, Newsroom.Morning.AddDays(-1)))).ShouldBe([(fuel, war)]);
        (await room.Database.ReadAsync(s => KinStore.OthersAsync(s, war, 9))).Select(o => o.StoryId).ShouldBe([fuel]);
        (await room.Database.ReadAsync(s => KinStore.OthersAsync(s, fuel, 9))).Select(o => o.StoryId).ShouldBe([war]);
        (await room.Database.ReadAsync(async s => await KinStore.OthersAsync(s, await room.StoryOfAsync(cup), 9))).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_an_editor_keeps_apart_is_not_kin()
    {
        await using var room = await Newsroom.OpenAsync();
        var (talks, hospital) = (await TellAsync(room, Talks), await TellAsync(room, Hospital));
        await room.RunAsync();
        var (war, fuel) = (await room.StoryOfAsync(talks), await room.StoryOfAsync(hospital));
        fuel.ShouldNotBe(war);
        await room.Database.WriteAsync(s => s.ExecuteAsync(
            "INSERT INTO picks (story_id, kind, other_id, who, created_at) VALUES (@fuel, 'Split', @war, 'editor', 0)", new { fuel, war }));
        await room.PublishAsync("Ledger", "Bakers of Oldmoor protest over flour prices");
        await room.RunAsync();
        (await room.Database.ReadAsync(s => KinStore.SinceAsync(s, Newsroom.Morning.AddDays(-1)))).ShouldBeEmpty();
    }

    private static readonly (string Headline, string Teaser)[] Envoy =
    [
        ("Freedonian envoy Marlow: too many killed", "In Norhaven he spoke of Eastgate."),
        ("Marlow deplores victims on his visit", "The Freedonian envoy named Norhaven and Eastgate."),
        ("Envoy Marlow ends his tour with a warning", "He left Norhaven without seeing Eastgate."),
    ];

    private static readonly (string Headline, string Teaser)[] Strait =
    [
        ("Navy of Freedonia fires on smugglers in the Sable Strait", ""),
        ("Sable Strait: Freedonia opens fire on smugglers' boats", ""),
        ("Smugglers' boats sunk in the Sable Strait by Freedonia", ""),
    ];

    [Fact]
    public async Task Stories_of_one_war_that_name_the_same_places_are_kin_though_little_else_is_alike()
    {
        await using var room = await Newsroom.OpenAsync();
        var told = new[] { await TellAsync(room, Talks), await TellAsync(room, Envoy), await TellAsync(room, Strait), await TellAsync(room, Cup) };
        await room.RunAsync();
        var stories = new List<long>();
        foreach (var article in told)
        {
            stories.Add(await room.StoryOfAsync(article));
        }

        stories.Distinct().Count().ShouldBe(4);
        await room.Database.WriteAsync(s => s.ExecuteAsync("UPDATE stories SET kin = NULL, topic = '11000000'"));
        await WarsAsync(room);
        (await KinAsync(room)).ShouldBeEmpty("no war");
        await room.Database.WriteAsync(s => s.ExecuteAsync("UPDATE stories SET topic = '16000000'"));
        await WarsAsync(room);
        (await KinAsync(room)).ShouldBe([(stories[1], stories[0])]);
        await room.Database.WriteAsync(s => s.ExecuteAsync("UPDATE stories SET kin = NULL"));
        await room.Database.WriteAsync(s => s.ExecuteAsync(
            "INSERT INTO picks (story_id, kind, other_id, who, created_at) VALUES (@one, 'Split', @other, 'editor', 0)", new { one = stories[1], other = stories[0] }));
        await WarsAsync(room);
        (await KinAsync(room)).ShouldBeEmpty("kept apart by an editor");
    }

    [Fact]
    public void A_war_draws_its_stories_together_with_those_that_stood_beside_them_and_in_German_by_three_names()
    {
        var war = War(1, null, "gaza", "israe", "hamas");
        Join(war, War(2, null, "gaza", "israe", "maple"), War(3, 2, "maple")).ShouldBe([(2, 1), (3, 1)]);
        Join(war, War(2, 9, "gaza", "israe")).ShouldBeEmpty("it has kin");
        Join(War(1, 7, "gaza", "israe"), War(2, null, "gaza", "israe")).ShouldBe([(2, 7)]);
        Join(war, War(2, null, "gaza"), War(3, null)).ShouldBeEmpty();
        var german = new NamedStory(4, null, new StoryNames(new HashSet<string> { "krieg", "angri", "stadt" }, "de"));
        Join(german, german with { Id = 5, Named = new StoryNames(new HashSet<string> { "krieg", "angri" }, "de") }).ShouldBeEmpty();
        Join(german, german with { Id = 5 }).ShouldBe([(5, 4)]);
    }

    [Fact]
    public void The_same_matter_in_another_language_is_told_by_two_names_that_few_stories_have_each_name_once()
    {
        NamedStory Told(long id, string language, params string[] names) =>
            new(id, null, new StoryNames(names.ToHashSet(), language) { Whole = new Dictionary<string, string> { ["marlo"] = "anton" } });
        var resigns = Told(1, "en", "anton", "marlo", "rurit");
        var dymisja = Told(2, "pl", "marlo", "rurit");
        var portrait = Told(3, "pl", "anton", "marlo");
        var german = Told(4, "de", "marlo", "rurit");
        var common = Enumerable.Range(10, 6).Select(i => Told(i, "en", "biden", "trump")).ToList();
        List<NamedStory> all = [resigns, dymisja, portrait, german, .. common, Told(20, "pl", "biden", "trump")];
        KinByNames.Join(all, KinByNames.OneMatter(all), (_, _) => false).ShouldBe(new Dictionary<long, long> { [2] = 1 });
        KinByNames.Join(all, KinByNames.OneMatter(all), (_, _) => true).ShouldBeEmpty("kept apart by an editor");
    }

    [Fact]
    public void The_seats_that_one_election_fills_in_a_night_are_one_matter_by_the_names_of_the_parties()
    {
        NamedStory Told(long id, int hour, string? subtopic = "20000574") => War(id, null, "whigs", "level") with { Subtopic = subtopic, ToldAt = Newsroom.Morning.AddHours(hour) };
        List<NamedStory> all = [Told(1, 0), Told(2, 5), Told(3, 20), Told(4, 1, "20000620")];
        KinByNames.Join(all, KinByNames.OneMatter(all), (_, _) => false).ShouldBe(new Dictionary<long, long> { [2] = 1 });
    }

    [Theory]
    [InlineData("gaza", "gazy")]
    [InlineData("israel", "izraela")]
    [InlineData("netanyahu", "netanjahu")]
    [InlineData("netanyahu", "нетаньяху")]
    [InlineData("zelensky", "зеленський")]
    [InlineData("hama", "hamasu")]
    public void A_name_is_known_again_in_the_writing_of_another_language(string one, string other) => StoryNames.Key(other).ShouldBe(StoryNames.Key(one));

    [Fact]
    public void A_name_of_two_words_is_one_name()
    {
        ToldArticle An(long id, string title) => new() { StoryId = 1, Id = id, SourceId = id, SourceName = "", Language = "en", PublishedAt = Newsroom.Morning, Title = title, Teaser = "" };
        var names = StoryNames.Of([An(1, "In Norhaven, Anton Marlow warned the fleet"), An(2, "The fleet heard Anton Marlow, says Norhaven"), An(3, "Why Anton Marlow left Norhaven")]);
        var same = names with { Language = "pl" };
        names.Names.Count.ShouldBe(3);
        names.Shared(same, _ => true).ShouldBe(2, "Anton Marlow, Norhaven");
    }

    private static NamedStory War(long id, long? kin, params string[] names) => new(id, kin, new StoryNames(names.ToHashSet(), "en"));

    private static IEnumerable<(long, long)> Join(params NamedStory[] stories) => KinByNames.Join(stories, KinByNames.AreOne, (_, _) => false).Select(j => (j.Key, j.Value));

    private static Task<bool> WarsAsync(Newsroom room) => room.Database.WriteAsync(async s =>
    {
        await KinByNames.WriteAsync(s, Newsroom.Morning.AddDays(-1));
        return true;
    });

    private static Task<IReadOnlyList<(long, long)>> KinAsync(Newsroom room) => room.Database.ReadAsync(s => KinStore.SinceAsync(s, Newsroom.Morning.AddDays(-1)));

    private static async Task<long> TellAsync(Newsroom room, IReadOnlyList<(string Headline, string Teaser)> told)
    {
        long first = 0;
        foreach (var (text, i) in told.Select((t, i) => (t, i)))
        {
            var article = await room.PublishAsync("Title " + i, text.Headline, text.Teaser, hoursAgo: 6 - i);
            first = first == 0 ? article : first;
        }

        return first;
    }
}

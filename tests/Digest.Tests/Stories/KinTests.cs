using Digest.Store;

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

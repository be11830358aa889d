using Digest.Model;
using Digest.Store;
using Digest.Subscribers;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Subscribers;

public sealed class ImportSubscribersTests
{
    private static readonly Choices Defaults = new() { Hour = 7, Zone = "Europe/Berlin" };

    [Fact]
    public async Task Takes_good_lines_and_names_bad_ones_by_number()
    {
        await using var site = await TestSite.StartAsync();
        await site.AddReaderAsync("known@example.org");
        var gone = await site.AddReaderAsync("gone@example.org");
        await site.Database.WriteAsync(s => SubscriberStore.UnsubscribeAsync(s, gone, TestSite.Start));
        await site.Database.WriteAsync(s => SuppressionStore.AddAsync(s, new Suppression("bounced@example.org", "hard bounce", "dsn", TestSite.Start, null)));

        var report = await site.Get<ImportSubscribers>().RunAsync(
            """
            Email,topics,hour,zone,frequency
            one@example.org,science sport,6,Asia/Tokyo,weekly
            not an address,,,,
            two@example.org,astrology,,,
            three@example.org,,25,,
            known@example.org,,,,
            Gone@example.org,,,,
            Bounced@Example.org,,,,
            one@example.org,,,,
            """, Defaults, "a list");

        (report.Added, report.Known).ShouldBe((1, 2));
        report.Bad.Select(l => l.Line).ShouldBe([3, 4, 5]);
        report.Bad[1].Reason.ShouldStartWith("astrology is no topic");
        report.LeftOut.Select(l => l.Line).ShouldBe([7, 8]);
        var one = (await site.Database.ReadAsync(s => SubscriberStore.FindAsync(s, "one@example.org")))!;
        (one.Hour, one.Zone, one.Frequency).ShouldBe((6, "Asia/Tokyo", Frequency.Weekly));
        one.Topics.ShouldBe(["13000000", "15000000"]);
        (await site.ReaderAsync(gone))!.State.ShouldBe(SubscriberState.Unsubscribed);
        (await site.CountAsync("deliveries")).ShouldBe(0);
    }

    [Fact]
    public async Task Reads_what_an_export_wrote()
    {
        await using var from = await TestSite.StartAsync();
        await from.AddReaderAsync("+1~1+@example.org", Defaults with
        {
            Topics = ["07000000"],
            Languages = ["de", "en"],
            Frequency = Frequency.Weekly,
            WeekDay = DayOfWeek.Sunday,
            MaxStories = 5,
            Locale = "de",
            FollowedTitles = ["The Guardian - UK", "Frankfurter Allgemeine, Die"],
            MutedTitles = ["Loud Herald"],
            FollowedWords = ["North Sea", "comet*"],
            MutedWords = ["=cmd"],
            Minutes = 5,
            Feedback = true,
        });
        var before = (await from.Database.ReadAsync(s => SubscriberStore.ListAsync(s, 0, 10)))[0];
        await using var to = await TestSite.StartAsync();
        await to.Get<ImportSubscribers>().RunAsync(SubscriberCsv.Header + "\r\n" + SubscriberCsv.Line(before) + "\r\n", Defaults, "an export");
        var after = (await to.Database.ReadAsync(s => SubscriberStore.ListAsync(s, 0, 10)))[0];
        Preferences.ChoicesOf(after).ShouldBeEquivalentTo(Preferences.ChoicesOf(before));
        after.Address.ShouldBe(before.Address);
    }
}

using Digest.Compose;
using Digest.Model;
using Digest.Store;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>What a mail says of a story its reader was told before. The edition is of Tuesday, 24 November 2026.</summary>
public sealed class UpdateWordsTests
{
    private static readonly Edition Edition = MailFixture.Edition([.. Enumerable.Range(1, 10).Select(i => MailFixture.Story(i, "15000000", edit: e => (e.Sources, e.Articles) = (9, 12)))]);

    [Theory]
    [InlineData("en", "2026-11-23", "Update since Monday · 6 new titles")]
    [InlineData("en", "2026-11-18", "Update since Wednesday · 6 new titles")]
    [InlineData("en", "2026-11-17", "Update since 17 Nov · 6 new titles")]
    [InlineData("de", "2026-11-20", "Neues seit Freitag · 6 neue Titel")]
    public void Says_since_when_and_how_much_has_come_to_it(string locale, string told, string words)
    {
        var mail = Print(locale, new SentStory(4, 3, told));
        mail.Document.QuerySelector("h3")!.PreviousElementSibling!.TextContent.ShouldStartWith(words);
        mail.Text.ShouldContain(words + ":");
    }

    [Fact]
    public void Says_update_where_nothing_more_is_known()
    {
        var mail = Print("en", new SentStory(4, 0, "2026-11-20"));
        mail.Document.QuerySelector("h3")!.PreviousElementSibling!.TextContent.ShouldBe("Update since Friday · Sport");
    }

    [Fact]
    public void Every_language_has_words_for_every_day() =>
        TemplateFixture.Repository.Locales.ShouldAllBe(l => Enum.GetNames<DayOfWeek>().Append("date")
            .All(d => TemplateFixture.Repository.Locale(l).Find("mail.since." + d, "1") != null));

    [Fact]
    public void Says_why_each_story_is_there()
    {
        var fixture = new MailFixture();
        var stories = Enumerable.Range(1, 20).Select(i => MailFixture.Story(i, i < 12 ? "15000000" : "13000000", edit: e =>
        {
            (e.Sources, e.Reason) = (14, new PlaceReason("corroboration", 14, 3) { Phase = i == 1 ? StoryPhase.Breaking : StoryPhase.Sustained });
            e.Title = i == 18 ? "A comet passes" : e.Title;
            e.SourceName = i == 19 ? "Science Weekly" : e.SourceName;
            (e.IsPick, e.Reason) = i == 9 ? (true, new PlaceReason("picked", 1, 2)) : (false, e.Reason);
        })).ToArray();
        var edition = MailFixture.Edition(stories);
        var reader = MailFixture.Reader("en", "Europe/Berlin", "15000000") with { FollowedWords = ["comet"], FollowedTitles = ["Science Weekly"] };
        var text = fixture.Print(fixture.Press(edition, reader), reader).Text;
        foreach (var reason in new[] { "(Top story · breaking · 14 titles in 3 hours)", "(Top story · 14 titles in 3 hours)", "(Our pick", "(Because you follow “comet” · 14 titles in 3 hours)", "(Because you follow Science Weekly · 14 titles in 3 hours)", "(Your topic: Sport · 14 titles in 3 hours)" })
        {
            text.ShouldContain(reason);
        }

        text.ShouldContain("OUR PICKS");
        text.ShouldContain("YOU FOLLOW");
    }

    [Fact]
    public void A_muted_title_is_neither_shown_nor_named()
    {
        var fixture = new MailFixture();
        var stories = Enumerable.Range(1, 6).Select(i => MailFixture.Story(i, "15000000", edit: e =>
        {
            e.SourceName = i == 1 ? "Loud Herald" : e.SourceName;
            e.AlsoIn = [new AlsoIn(300 + i, i == 2 ? "Loud Herald" : "Quiet Post", $"As others tell it {i}", $"https://quiet.example/{i}", MailFixture.Cut.AddHours(-1))];
        })).ToArray();
        var reader = MailFixture.Reader("en", "Europe/Berlin", "15000000") with { MutedTitles = ["Loud Herald"] };
        var mail = fixture.Print(fixture.Press(MailFixture.Edition(stories), reader), reader);
        mail.Html.ShouldNotContain("Loud Herald");
        mail.Text.ShouldNotContain("Loud Herald");
        mail.Subject.ShouldBe("As others tell it 1");
        mail.HtmlLinks.ShouldNotContain("https://title101.example/story/1");
    }

    private static ParsedMail Print(string locale, SentStory told)
    {
        var fixture = new MailFixture();
        var reader = MailFixture.Reader(locale, "Europe/Berlin", "15000000");
        return fixture.Print(fixture.Press(Edition, reader), reader, new ReaderMemory(new Dictionary<long, SentStory> { [1001] = told }, []));
    }
}

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

    private static ParsedMail Print(string locale, SentStory told)
    {
        var fixture = new MailFixture();
        var reader = MailFixture.Reader(locale, "Europe/Berlin", "15000000");
        return fixture.Print(fixture.Press(Edition, reader), reader, new ReaderMemory(new Dictionary<long, SentStory> { [1001] = told }, []));
    }
}

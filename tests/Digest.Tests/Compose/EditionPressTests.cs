using AngleSharp.Html.Parser;

using Digest.Compose;
using Digest.Model;
using Digest.Tests.Support;

using Microsoft.Extensions.Logging;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>Blocks rendered once and put together give what rendering the template whole gives.</summary>
public sealed class EditionPressTests
{
    private static readonly Edition Edition = MailFixture.Edition([.. Enumerable.Range(1, 40).Select(i =>
        MailFixture.Story(i, Topic.All[i % 17].Code, edit: e => e.IsPick = i == 30))]);

    [Fact]
    public void Readers_who_allow_it_get_links_of_their_own_under_every_story_and_others_none()
    {
        var fixture = new MailFixture();
        var log = new ListLogger();
        var press = fixture.Press(Edition, MailFixture.Reader(), log);
        for (var i = 0; i < 20; i++)
        {
            var reader = MailFixture.Reader("en", "Europe/Berlin", Topic.All[i % 17].Code) with { Id = 100 + i, Feedback = i % 2 == 0 };
            var mail = fixture.Print(press, reader, issueId: 500 + i);
            var own = fixture.Links.Feedback(500 + i);
            var content = fixture.Content(press, reader, issueId: 500 + i);
            mail.HtmlLinks.Count(l => l.StartsWith(own + "/", StringComparison.Ordinal)).ShouldBe(reader.Feedback ? 3 * content.Count : 0);
            mail.HtmlLinks.Count(l => l.Contains("/f/", StringComparison.Ordinal)).ShouldBe(reader.Feedback ? 3 * content.Count : 0);
            mail.HtmlLinks.ShouldBe(mail.TextLinks);
            var (text, html) = press.Show(content);
            Words(mail.Text).ShouldBe(Words(text));
            Words(mail.Document.Body!.TextContent).ShouldBe(Words(new HtmlParser().ParseDocument(html).Body!.TextContent));
            mail.Lines.Max(l => l.Length).ShouldBeLessThanOrEqualTo(998);
        }

        log.Lines.ShouldBeEmpty("no issue had to be rendered whole");
    }

    [Fact]
    public void Issues_of_many_readers_are_what_the_template_says()
    {
        var fixture = new MailFixture();
        var log = new ListLogger();
        var press = fixture.Press(Edition, MailFixture.Reader(), log);
        for (var i = 0; i < 17; i++)
        {
            var reader = MailFixture.Reader("en", "Europe/Berlin", Topic.All[i].Code, Topic.All[(i * 5) % 17].Code, Topic.All[(i + 3) % 17].Code) with { Id = 100 + i, MaxStories = 4 + i };
            var mail = fixture.Print(press, reader);
            var (text, html) = press.Show(fixture.Content(press, reader));
            Words(mail.Text).ShouldBe(Words(text));
            Words(mail.Document.Body!.TextContent).ShouldBe(Words(new HtmlParser().ParseDocument(html).Body!.TextContent));
            mail.HtmlLinks.ShouldContain(fixture.Links.Unsubscribe(reader.Id));
            mail.HtmlLinks.ShouldBe(mail.TextLinks);
        }

        log.Lines.ShouldBeEmpty();
    }

    [Fact]
    public void Stories_of_one_section_stand_together_in_whatever_order_the_issue_has_them_and_what_the_edition_does_not_hold_is_left_out()
    {
        var press = new MailFixture().Press(Edition, MailFixture.Reader());
        IssueStory[] stories = [new(999, "top", "top"), new(1001, "top", "top"), new(1002, "more", "topic"), new(1003, "top", "top"), new(998, "picks", "pick"), new(1004, "more", "topic"), new(1005, "top", "top")];
        var sections = IssueContent.SectionsOf(stories, press, feedback: false);
        sections.Select(s => $"{s.Key}{(s.IsFirst ? "!" : "")}: {string.Join(' ', s.Stories.Select(p => p.Place.StoryId))}").ShouldBe(["top!: 1001 1003 1005", "more: 1002 1004"]);
        sections.SelectMany(s => s.Stories).Where(p => p.Place.IsFirst).Select(p => p.Place.StoryId).ShouldBe([1001, 1002]);
        sections.SelectMany(s => s.Stories).Where(p => p.Place.IsLead).Select(p => p.Place.StoryId).ShouldBe([1001]);
    }

    [Fact]
    public void A_readers_own_values_never_reach_another()
    {
        var fixture = new MailFixture();
        var press = fixture.Press(Edition, MailFixture.Reader());
        fixture.Print(press, MailFixture.Reader() with { Id = 1 }).HtmlLinks.ShouldContain(fixture.Links.Unsubscribe(1));
        var second = fixture.Print(press, MailFixture.Reader() with { Id = 2 });
        second.HtmlLinks.ShouldContain(fixture.Links.Unsubscribe(2));
        second.HtmlLinks.ShouldNotContain(fixture.Links.Unsubscribe(1));
        second.HtmlLinks.ShouldNotContain(fixture.Links.Preferences(1));
    }

    [Theory]
    [InlineData("{{ if reader.why != \"\" }}<p>{{ reader.why }}</p>{{ end }}")]
    [InlineData("<p>{{ reader.why | string.upcase }}</p>")]
    [InlineData("{{ for section in sections }}{{ for story in section.stories }}{{ if for.index == 2 }}<hr>{{ end }}{{ block \"story\" story }}{{ end }}{{ end }}<a href=\"{{ links.unsubscribe }}\">{{ reader.why }}</a>")]
    [InlineData("{{ for section in sections }}{{ block \"section\" section }}{{ for story in section.stories }}{{ block \"story\" story }}{{ end }}{{ if sections.size > 2 }}<hr>{{ end }}{{ end }}{{ reader.why }}")]
    public void A_template_that_cannot_be_shared_is_rendered_whole_and_says_so(string html)
    {
        using var folder = Copy();
        folder.Write("email/issue.html", html);
        var fixture = new MailFixture(templates: folder.Open());
        var log = new ListLogger();
        var press = fixture.Press(Edition, MailFixture.Reader(), log);
        for (var i = 1; i <= 3; i++)
        {
            var reader = MailFixture.Reader("en", "Europe/Berlin", "15000000", "13000000", "01000000", "16000000") with { Id = i };
            var mail = fixture.Print(press, reader);
            Words(mail.Html).ShouldBe(Words(press.Show(fixture.Content(press, reader)).Html));
        }

        log.Lines.ShouldHaveSingleItem().ShouldContain("rendered whole");
    }

    [Fact]
    public void An_edited_template_is_used_by_the_next_press()
    {
        using var folder = Copy();
        var templates = folder.Open();
        var version = templates.Version;
        folder.Write("email/issue.subject.txt", "Today: {{ lead.title }}");
        templates.Version.ShouldBe(version + 1);
        var fixture = new MailFixture(templates: templates);
        fixture.Print(fixture.Press(Edition, MailFixture.Reader()), MailFixture.Reader()).Subject.ShouldStartWith("Today: Headline");
    }

    [Fact]
    public void A_language_that_runs_from_right_to_left_turns_the_page()
    {
        using var folder = Copy();
        folder.Write("locales/ar.json", File.ReadAllText(Path.Combine(Repository.Root, "templates", "locales", "en.json")));
        var fixture = new MailFixture(templates: folder.Open());
        var reader = MailFixture.Reader("ar");
        var mail = fixture.Print(fixture.Press(Paper.Today(), reader), reader);
        mail.Document.DocumentElement.GetAttribute("dir").ShouldBe("rtl");
        mail.Document.QuerySelector("[role=article]")!.GetAttribute("dir").ShouldBe("rtl");
        mail.Document.QuerySelectorAll("td.side").ShouldAllBe(c => c.GetAttribute("align") == "left");
        mail.Document.QuerySelectorAll("h3").ShouldAllBe(h => h.GetAttribute("dir") == "auto");
    }

    private static TemplateFixture Copy()
    {
        var root = Path.Combine(Repository.Root, "templates");
        return new TemplateFixture([.. Directory.EnumerateFiles(root, "*.*", SearchOption.AllDirectories)
            .Where(f => !f.Contains("web", StringComparison.Ordinal)).Select(f => (Path.GetRelativePath(root, f), File.ReadAllText(f)))]);
    }

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}

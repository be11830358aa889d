using System.Text.RegularExpressions;

using Digest.Links;
using Digest.Model;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>Whatever feeds, editors and operators write stays text: it changes no element, attribute or header of any mail.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts =>
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\"><a href='https://evil.example'>x</a><!--",
        "' onmouseover='alert(1)' x='",
        "</td></tr></table></title></style><h1>Owned</h1>",
        "News\r\nBcc: evil@evil.example\r\n\r\n<html>body",
        "News\r\n.\r\nMAIL FROM:<evil@evil.example>",
        "=?utf-8?q?=0D=0ABcc:_evil@evil.example?=",
        "Bill \u202Egnp.exe\u202C \u2066x\u2069 \u0000\u0007\u001B[31m\u0085\u2028",
        "{{ 7*7 }} {{ include \"/etc/passwd\" }} {{ for i in 1..1000000000 }}x{{ end }}",
        "\uE0000\uE001 \uE0001\uE001 \uE000",
        "From here\nFrom there\n.\n--=_57f14d1c2794e187d22436b02518baa5--",
        "\uD800 lone surrogate, emoji 👩‍👩‍👧 and " + "verylongword",
        "&amp; &lt;b&gt; &#x27; already escaped",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void An_issue_keeps_its_shape_and_shows_the_text_as_text(string text)
    {
        var benign = Mail("harmless words");
        var mail = Mail(text);
        mail.Shape.ShouldBe(benign.Shape);
        mail.Fields.ShouldBe(benign.Fields);
        mail.Message.To.Mailboxes.ShouldHaveSingleItem();
        mail.Html.ShouldNotContain("49");
        Visible(mail.Document.QuerySelector("h3")!.TextContent).ShouldBe(Visible(text));
        Visible(mail.Subject).ShouldBe(Visible(text));
        mail.HtmlLinks.ShouldBe(benign.HtmlLinks);
        Regex.IsMatch(mail.Text + mail.Html + mail.Subject, "[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]").ShouldBeFalse();
        mail.Lines.SkipWhile(l => l.Length > 0).Max(l => l.Length).ShouldBeLessThanOrEqualTo(76);
    }

    [Fact]
    public void Huge_text_makes_no_huge_mail()
    {
        var mail = Mail(string.Concat(Enumerable.Repeat("huge ", 400)));
        mail.Subject.Length.ShouldBeLessThanOrEqualTo(150);
        mail.Html.Length.ShouldBeLessThan(100_000);
        mail.Lines.TakeWhile(l => l.Length > 0).Max(l => l.Length).ShouldBeLessThan(200);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,<script>alert(1)</script>")]
    [InlineData("vbscript:x")]
    [InlineData("https://a.example/\" onclick=\"alert(1)")]
    public void An_address_that_may_not_be_followed_leads_nowhere(string url)
    {
        var story = MailFixture.Story(1, edit: e => (e.Url, e.Picture) = (url, new Picture(url)));
        var mail = new ParsedMail(new MailFixture().Message(MailFixture.Edition(story, MailFixture.Story(2), MailFixture.Story(3)), MailFixture.Reader()));
        mail.Document.QuerySelectorAll("a, img").ShouldAllBe(a => !a.HasAttribute("onclick"));
        mail.HtmlLinks.ShouldAllBe(l => l == "#" || l.StartsWith("https://", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void Every_account_mail_keeps_its_shape_under_a_hostile_site_name(string text)
    {
        foreach (var name in new[] { "confirm", "welcome", "farewell", "sign-in", "address-change", "address-confirm" })
        {
            Shape(name, text).ShouldBe(Shape(name, "harmless words"), name);
        }
    }

    [Fact]
    public void Every_template_of_a_mail_is_reached_by_these_tests()
    {
        var set = TemplateFixture.Repository;
        var seen = new HashSet<string>(set.Names.Where(n => n.StartsWith("email/", StringComparison.Ordinal) && !n.Contains("/partials/", StringComparison.Ordinal)));
        seen.ShouldBe(
            new[] { "issue", "confirm", "welcome", "farewell", "sign-in", "address-change", "address-confirm" }
                .SelectMany(n => new[] { $"email/{n}.subject.txt", $"email/{n}.txt", $"email/{n}.html" }), ignoreOrder: true);
        for (var before = 0; before != seen.Count;)
        {
            before = seen.Count;
            seen.UnionWith(seen.ToList().SelectMany(Used));
        }

        set.Names.Where(n => n.StartsWith("email/", StringComparison.Ordinal)).Except(seen).ShouldBeEmpty();

        static IEnumerable<string> Used(string name)
        {
            var text = File.ReadAllText(Path.Combine(Repository.Root, "templates", name));
            var kind = Path.GetExtension(name);
            return Regex.Matches(text, """(?:include|layout) "([^"]+)" """.Trim()).Select(m => "email/" + m.Groups[1].Value)
                .Concat(Regex.Matches(text, """block "([^"]+)" """.Trim()).Select(m => $"email/partials/{m.Groups[1].Value}{kind}"));
        }
    }

    private static ParsedMail Mail(string text)
    {
        var stories = Enumerable.Range(1, 4).Select(i => MailFixture.Story(i, "15000000", edit: e =>
        {
            e.Title = e.Teaser = e.SourceName = text;
            e.Section = e.Byline = e.Note = text;
            e.IsPick = i == 2;
            e.Picture = new Picture("https://p.example/p.jpg", text, text, text, 800, 600);
            e.AlsoIn = [new AlsoIn(9, text, text, "https://other.example/", MailFixture.Cut)];
            e.Sources = 2;
        })).ToArray();
        return new ParsedMail(new MailFixture().Message(MailFixture.Edition(stories), MailFixture.Reader()));
    }

    private static string Shape(string name, string text)
    {
        var fixture = new MailFixture(new SiteOptions { Name = text, BaseUrl = "https://digest.example", PostalAddress = text });
        var mail = fixture.Account(name);
        return mail.Shape + "\n" + string.Join(',', mail.Fields) + mail.HtmlLinks.Count;
    }

    // What of a text a mail may show: no controls, no overrides, runs of white space as one blank.
    private static string Visible(string text) => Regex.Replace(
        Regex.Replace(text.Replace('\uD800', '\uFFFD'), "[\u0000-\u0008\u000D\u000E-\u001F\u007F-\u0084\u0086-\u009F\u202A-\u202E\u2066-\u2069\uE000\uE001\uFEFF]", ""), @"[\s\u0085\u2028]+", " ").Trim();
}

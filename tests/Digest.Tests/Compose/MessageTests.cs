using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using Digest.Compose;
using Digest.Model;

using MimeKit;

using Shouldly;

using Xunit;

namespace Digest.Tests.Compose;

/// <summary>What a digest must be as an e-mail, point by point, on the message as a mailbox reads it.</summary>
public sealed partial class MessageTests
{
    private static readonly MailFixture Fixture = new();
    private static readonly Subscriber Reader = MailFixture.Reader("en", "Europe/Berlin", "13000000", "15000000");
    private static readonly ParsedMail Mail = new(Fixture.Message(Paper.Today(), Reader));

    [Fact]
    public void P1_One_From_in_the_signing_domain_and_a_Reply_To()
    {
        Mail.Message.From.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("news@digest.example");
        Mail.Message.From.Mailboxes.Single().Name.ShouldBe("The Harbour Digest");
        Mail.Message.ReplyTo.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("editor@digest.example");
        Mail.Message.Sender.ShouldBeNull();
    }

    [Fact]
    public void P2_and_P3_List_Unsubscribe_is_https_then_mailto_and_one_click()
    {
        var list = Regex.Replace(Mail.Message.Headers[HeaderId.ListUnsubscribe]!, @"\s+", " ").Trim();
        list.ShouldBe($"<{Fixture.Links.Unsubscribe(7)}>, <{Fixture.Links.UnsubscribeMailto(7)}>");
        list.ShouldStartWith("<https://");
        list.ShouldNotContain("reader@");
        Mail.Message.Headers["List-Unsubscribe-Post"].ShouldBe("List-Unsubscribe=One-Click");
    }

    [Fact]
    public void P5_List_Id_and_Message_ID_are_stable_and_Date_is_the_clock()
    {
        Mail.Message.Headers[HeaderId.ListId].ShouldBe("The Harbour Digest <digest.digest.example>");
        Mail.Message.MessageId.ShouldBe(MailFixture.Row().MessageId);
        Mail.Message.Date.ShouldBe(Fixture.Clock.GetUtcNow());
    }

    [Fact]
    public void The_same_row_gives_the_same_bytes_but_for_Date()
    {
        var first = new MailFixture();
        var again = new MailFixture();
        first.Message(Paper.Today(), Reader).ShouldBe(again.Message(Paper.Today(), Reader));
        again.Clock.Advance(TimeSpan.FromHours(3));
        var later = new ParsedMail(again.Message(Paper.Today(), Reader));
        later.Lines.Where(l => !l.StartsWith("Date:", StringComparison.Ordinal)).ShouldBe(Mail.Lines.Where(l => !l.StartsWith("Date:", StringComparison.Ordinal)));
    }

    [Fact]
    public void P6_One_address_in_To_bulk_and_a_Feedback_ID()
    {
        Mail.Message.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe("reader@mail.example");
        Mail.Message.Cc.ShouldBeEmpty();
        Mail.Message.Bcc.ShouldBeEmpty();
        Mail.Message.Headers["Precedence"].ShouldBe("bulk");
        Mail.Message.Headers["Auto-Submitted"].ShouldBeNull();
        Mail.Message.Headers["Feedback-ID"]!.Split(':').Length.ShouldBe(4);
        Mail.Fields.Distinct().Count().ShouldBe(Mail.Fields.Count);
    }

    [Fact]
    public void P8_Names_and_addresses_of_other_scripts_are_encoded()
    {
        var site = Fixture.Site with { Name = "Zeitung für “Größe”, Heute", From = "news@digest.example" };
        var row = MailFixture.Row() with { Address = "leser@bücher.example" };
        var header = Written(new MailHeaders(site, Fixture.Links), row, "Grüße \u202Eevil\r\nBcc: x@y.example");
        var parsed = MimeMessage.Load(new MemoryStream(Encoding.ASCII.GetBytes(header + "x")));
        parsed.From.Mailboxes.Single().Name.ShouldBe("Zeitung für “Größe”, Heute");
        header.ShouldContain("\r\nTo: leser@xn--bcher-kva.example\r\n");
        parsed.Subject.ShouldBe("Grüße evil Bcc: x@y.example");
        parsed.Bcc.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("reader@mail.example\r\nBcc: evil@evil.example")]
    [InlineData("a@b.example\nX: y")]
    public void P8_An_address_with_a_line_end_sends_nothing(string address) =>
        Should.Throw<InvalidOperationException>(() => Written(Fixture.Headers, MailFixture.Row() with { Address = address }, "s"));

    private static string Written(MailHeaders headers, Delivery row, string subject)
    {
        var header = new OctetWriter(1024);
        headers.Write(header, row, subject, "e1", MailFixture.Cut, "b"u8);
        return Encoding.ASCII.GetString(header.Finish().Span);
    }

    [Fact]
    public void P9_Text_first_HTML_last_both_with_every_link_in_UTF8()
    {
        var parts = ((MultipartAlternative)Mail.Message.Body!).Cast<TextPart>().ToList();
        parts.Select(p => p.ContentType.MimeType).ShouldBe(["text/plain", "text/html"]);
        parts.ShouldAllBe(p => p.ContentType.Charset == "utf-8");
        Mail.TextLinks.ShouldBe(Mail.HtmlLinks);
        Mail.TextLinks.ShouldContain(Fixture.Links.Unsubscribe(7));
    }

    [Fact]
    public void P9_Lines_end_in_CRLF_and_are_at_most_76_octets()
    {
        var raw = Encoding.Latin1.GetString(Mail.Raw);
        raw.Replace("\r\n", "", StringComparison.Ordinal).AsSpan().ContainsAny('\r', '\n').ShouldBeFalse();
        raw.ShouldAllBe(c => c < 128);
        Mail.Lines.SkipWhile(l => l.Length > 0).Max(l => l.Length).ShouldBeLessThanOrEqualTo(76);
        Mail.Lines.TakeWhile(l => l.Length > 0).Max(l => l.Length).ShouldBeLessThan(998);
    }

    [Fact]
    public void P10_Stories_are_left_out_before_the_HTML_grows_over_its_budget()
    {
        var long1 = new string('x', 2_000);
        var stories = Enumerable.Range(1, 60).Select(i => MailFixture.Story(i, edit: e => e.Teaser = long1)).ToArray();
        var fixture = new MailFixture();
        var mail = new ParsedMail(fixture.Message(MailFixture.Edition(stories), Reader with { MaxStories = 60, Topics = [] }));
        Encoding.UTF8.GetByteCount(mail.Html).ShouldBeInRange(70_000, 80_000);
        mail.Document.QuerySelectorAll("h3").Length.ShouldBeInRange(10, 40);
        mail.TextLinks.ShouldBe(mail.HtmlLinks);
        Encoding.UTF8.GetByteCount(Mail.Html).ShouldBeLessThan(80_000);
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("de", "ltr")]
    public void P11_Says_its_language_title_charset_and_schemes(string locale, string dir)
    {
        var mail = new ParsedMail(Fixture.Message(Paper.Today(), Reader with { Locale = locale }));
        var html = mail.Document.DocumentElement;
        (html.GetAttribute("lang"), html.GetAttribute("dir")).ShouldBe((locale, dir));
        mail.Document.Title.ShouldBe(mail.Message.Subject);
        foreach (var name in new[] { "viewport", "color-scheme", "supported-color-schemes" })
        {
            mail.Document.QuerySelector($"meta[name={name}]").ShouldNotBeNull();
        }

        mail.Document.QuerySelector("meta[charset=utf-8]").ShouldNotBeNull();
        mail.Html.ShouldContain("@media (prefers-color-scheme: dark)");
    }

    [Fact]
    public void P12_Layout_is_tables_for_show_no_wider_than_600_and_nothing_that_mail_programs_drop()
    {
        Mail.Document.QuerySelectorAll("table").ShouldAllBe(t => t.GetAttribute("role") == "presentation");
        Mail.Document.QuerySelectorAll("script, form, input, button, svg, iframe, object, link, video, audio").ShouldBeEmpty();
        Mail.Document.QuerySelectorAll("style").Length.ShouldBe(1);
        Regex.IsMatch(Mail.Html, @"display:\s*(flex|grid)|position:|@font-face|@import|url\(|onclick", RegexOptions.IgnoreCase).ShouldBeFalse();
        Regex.Matches(Mail.Html, @"max-width:(\d+)px").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).ShouldAllBe(w => w <= 600);
        Mail.Html.ShouldContain("<!--[if mso]><table role=\"presentation\" width=\"600\"");
        Mail.Document.QuerySelectorAll("p, h1, h2, h3").ShouldAllBe(e => !e.GetAttribute("style")!.Contains("padding", StringComparison.Ordinal) || e.LocalName == "h2");
    }

    [Fact]
    public void P13_The_preheader_comes_first_hidden_and_padded_and_is_not_the_subject_again()
    {
        var first = Mail.Document.Body!.FirstElementChild!;
        first.GetAttribute("style")!.ShouldContain("display:none");
        var words = first.TextContent.Split('\u2007')[0].Trim();
        words.Length.ShouldBeInRange(40, 110);
        words.ShouldNotContain(Mail.Subject);
        first.TextContent.Length.ShouldBeGreaterThan(words.Length + 100);
    }

    [Fact]
    public void P14_Headings_form_an_outline_and_links_and_pictures_say_what_they_are()
    {
        Mail.Document.QuerySelectorAll("h1").Length.ShouldBe(1);
        Mail.Document.QuerySelectorAll("h2").Select(h => h.TextContent).ShouldBe(["Top stories", "Science and technology", "Sport"]);
        Mail.Document.QuerySelectorAll("h3").Length.ShouldBe(9);
        Mail.Document.QuerySelectorAll("img").ShouldAllBe(i => i.HasAttribute("alt"));
        Mail.Document.QuerySelectorAll("a").ShouldAllBe(a => a.TextContent.Trim().Length > 1 || a.QuerySelector("img[alt]:not([alt=''])") != null);
        // Underlined by the style sheet, in whose colours they stand; without it, as the mail program shows links.
        Mail.Document.QuerySelectorAll("p a, h3 a").ShouldAllBe(a => a.Closest(".dim, .ink") != null && !(a.GetAttribute("style") ?? "").Contains("text-decoration:none", StringComparison.Ordinal));
        Mail.Html.ShouldContain(".dim a { color: #3d4148; text-decoration: underline; }");
        Mail.Html.ShouldContain(".ink a { color: #16181c; text-decoration: underline; }");
        Mail.Document.QuerySelectorAll("[role=article][aria-roledescription=email]").Length.ShouldBe(1);
    }

    [Fact]
    public void P14_Text_is_14_pixels_or_more_and_stands_out_4_5_to_1_in_light_and_dark()
    {
        var sizes = Mail.Document.QuerySelectorAll("p, h1, h2, h3, td, a").Where(e => e.TextContent.Trim().Length > 0)
            .SelectMany(e => Regex.Matches(e.GetAttribute("style") ?? "", @"font-size:(\d+)px").Select(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)));
        sizes.ShouldAllBe(s => s >= 14);
        var visible = Mail.Html[Mail.Html.IndexOf("role=\"article\"", StringComparison.Ordinal)..];
        var sheet = Mail.Html[Mail.Html.IndexOf("<style>", StringComparison.Ordinal)..Mail.Html.IndexOf("@media", StringComparison.Ordinal)];
        foreach (Match color in Regex.Matches(sheet + visible, "(?<!-)color: ?(#[0-9a-f]{6})"))
        {
            Contrast(color.Groups[1].Value, "#ffffff").ShouldBeGreaterThanOrEqualTo(4.5, color.Value);
            Contrast(color.Groups[1].Value, "#f7f5f1").ShouldBeGreaterThanOrEqualTo(4.5, color.Value);
        }

        var dark = Mail.Html[Mail.Html.IndexOf("prefers-color-scheme", StringComparison.Ordinal)..Mail.Html.IndexOf("</style>", StringComparison.Ordinal)];
        foreach (var name in new[] { "ink", "dim", "acc" })
        {
            var color = Regex.Match(dark, $@"\.{name} {{ color: (#[0-9a-f]{{6}})").Groups[1].Value;
            Contrast(color, "#1b1d21").ShouldBeGreaterThanOrEqualTo(4.5, name);
        }

        // Whatever has a colour of its own has a class that changes it in the dark.
        Mail.Document.QuerySelectorAll("[role=article] [style*='color:#']").ShouldAllBe(e => e.ClassList.Length > 0 || e.Closest(".btn") != null);
    }

    [Fact]
    public void P15_Pictures_come_over_https_and_none_is_there_to_count()
    {
        Mail.Document.QuerySelectorAll("img").Length.ShouldBe(3);
        Mail.Document.QuerySelectorAll("img").ShouldAllBe(i => i.GetAttribute("src")!.StartsWith("https://", StringComparison.Ordinal) && int.Parse(i.GetAttribute("width")!, CultureInfo.InvariantCulture) > 50);
        var plain = Paper.Today("http://pictures.example");
        new ParsedMail(Fixture.Message(plain, Reader)).Document.QuerySelectorAll("img").ShouldBeEmpty();
        Mail.HtmlLinks.Where(l => !l.StartsWith("https://digest.example/", StringComparison.Ordinal)).ShouldAllBe(l => l.StartsWith("https://title", StringComparison.Ordinal));
    }

    [Fact]
    public void P16_The_footer_says_why_and_how_to_change_pause_and_leave_and_the_subject_is_the_lead()
    {
        var foot = Mail.Document.QuerySelector(".foot")!;
        foot.TextContent.ShouldContain("You get this because you subscribed to The Harbour Digest: every day at 07:00. Your topics: Science and technology, Sport.");
        foot.TextContent.ShouldContain("Harbour Press, 1 Quay Street, Exampletown");
        foot.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe([Fixture.Links.Preferences(7), Fixture.Links.Pause(7), Fixture.Links.Unsubscribe(7)]);
        Mail.Message.Subject.ShouldBe("Ferry line to the islands reopens after a winter of repairs");
    }

    [Fact]
    public void Reads_well_without_style_sheet_and_pictures()
    {
        Mail.Document.QuerySelectorAll("[role=article] p, [role=article] h3").ShouldAllBe(e => e.HasAttribute("style"));
        Mail.Document.QuerySelector("img")!.GetAttribute("alt").ShouldBe("A white ferry leaves a stone pier at dawn");
    }

    // WCAG 2, contrast ratio.
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string color)
    {
        var parts = Enumerable.Range(0, 3).Select(i => int.Parse(color.AsSpan(1 + (i * 2), 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}

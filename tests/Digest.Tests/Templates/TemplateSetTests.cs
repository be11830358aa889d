using Digest.Templates;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Templates;

public sealed class TemplateSetTests
{
    private sealed record Model(string Title, string Url, IReadOnlyList<string> Items);

    private static readonly Model Hostile = new("<script>alert(1)</script>\" onload='x' {{ 7*7 }}", "javascript:alert(1)", ["a", "b & c"]);

    [Fact]
    public void Escapes_every_value_of_an_html_template()
    {
        using var folder = new TemplateFixture(("web/a.html", """<p title="{{ title }}">{{ title }}</p>{{ for i in items }}<i>{{ i }}</i>{{ end }}"""));
        var html = folder.Open().Render("web/a.html", Hostile, "en");
        html.ShouldBe(
            "<p title=\"&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; {{ 7*7 }}\">"
            + "&lt;script&gt;alert(1)&lt;/script&gt;&quot; onload=&#39;x&#39; {{ 7*7 }}</p><i>a</i><i>b &amp; c</i>");
    }

    [Theory]
    [InlineData("javascript:alert(1)", "#")]
    [InlineData(" java\nscript:alert(1)", "#")]
    [InlineData("data:text/html,x", "#")]
    [InlineData("//evil.example/", "#")]
    [InlineData("https://a.example/?a=1&b=2", "https://a.example/?a=1&amp;b=2")]
    [InlineData("mailto:a@b.example", "mailto:a@b.example")]
    [InlineData("/story/1", "/story/1")]
    public void Lets_only_addresses_one_may_follow_into_links(string url, string written)
    {
        using var folder = new TemplateFixture(("web/a.html", """<a href="{{ url }}">x</a>"""));
        folder.Open().Render("web/a.html", Hostile with { Url = url }, "en").ShouldBe($"<a href=\"{written}\">x</a>");
    }

    [Fact]
    public void Writes_includes_layouts_and_trusted_markup_as_they_stand()
    {
        using var folder = new TemplateFixture(
            ("web/layout.html", "<title>{{ title }}</title>{{ content }}"),
            ("web/partials/item.html", "<b>{{ item }}</b>"),
            ("web/a.html", "{{ layout \"layout.html\" }}{{ for item in items }}{{ include \"partials/item.html\" }}{{ end }}"));
        folder.Open().Render("web/a.html", Hostile with { Title = "<T>" }, "en").ShouldBe("<title>&lt;T&gt;</title><b>a</b><b>b &amp; c</b>");
    }

    [Fact]
    public void Keeps_plain_text_plain_and_drops_overrides_and_controls()
    {
        using var folder = new TemplateFixture(("email/a.txt", "{{ title }}"));
        folder.Open().Render("email/a.txt", Hostile with { Title = "A & <b>\u202Egnp\u0007\r\n" }, "en").ShouldBe("A & <b>gnp\n");
    }

    [Fact]
    public void Names_a_broken_file_with_line_and_column_and_keeps_the_last_good_one()
    {
        using var folder = new TemplateFixture(("email/a.txt", "one"));
        var set = folder.Open();
        set.Render("email/a.txt", Hostile, "en").ShouldBe("one");
        folder.Write("email/a.txt", "line 1\n  {{ if }}");
        set.Render("email/a.txt", Hostile, "en").ShouldBe("one");
        var fault = set.Faults.ShouldHaveSingleItem();
        fault.File.ShouldEndWith("a.txt");
        fault.Line.ShouldBe(2);
        fault.Column.ShouldBeGreaterThan(2);
        folder.Write("email/a.txt", "two");
        set.Render("email/a.txt", Hostile, "en").ShouldBe("two");
        set.Faults.ShouldBeEmpty();
    }

    [Fact]
    public void Keeps_the_last_good_one_when_an_edit_fails_only_at_rendering()
    {
        using var folder = new TemplateFixture(("email/a.txt", "{{ title }}"));
        var set = folder.Open();
        set.Render("email/a.txt", Hostile with { Title = "good" }, "en").ShouldBe("good");
        folder.Write("email/a.txt", "\n{{ titel }}");
        set.Render("email/a.txt", Hostile with { Title = "good" }, "en").ShouldBe("good");
        var fault = set.Faults.ShouldHaveSingleItem();
        (fault.File, fault.Line).ShouldBe(("email/a.txt", 2));
        fault.Message.ShouldContain("titel");
    }

    [Fact]
    public void A_template_broken_from_the_start_throws_its_fault()
    {
        using var folder = new TemplateFixture(("email/a.txt", "\n\n{{ end }}"));
        Should.Throw<TemplateException>(() => folder.Open().Render("email/a.txt", Hostile, "en")).Fault.Line.ShouldBe(3);
    }

    [Theory]
    [InlineData("{{ while true }}x{{ end }}")]
    [InlineData("{{ for i in 1..1000000000 }}x{{ end }}")]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ include \"a.txt\" }}")]
    [InlineData("{{ include \"../../../etc/passwd\" }}")]
    [InlineData("{{ \"a\" | string.pad_left 100000000 }}")]
    [InlineData("{{ object.eval \"7*7\" }}")]
    [InlineData("{{ for i in 1..500 }}{{ title }}{{ end }}")]
    public void Stops_a_template_that_asks_for_too_much(string text)
    {
        using var folder = new TemplateFixture(("email/a.txt", text));
        var set = new TemplateSet(new TemplateOptions { Directory = folder.Folder, OutputLimit = 20_000 }, Microsoft.Extensions.Logging.Abstractions.NullLogger<TemplateSet>.Instance, TimeProvider.System);
        Should.Throw<TemplateException>(() => set.Render("email/a.txt", Hostile with { Title = new string('x', 100) }, "en"));
    }

    [Fact]
    public void A_template_that_never_ends_is_stopped_by_the_clock_and_says_so()
    {
        using var folder = new TemplateFixture(("email/a.txt", "{{ for i in 1..1000000 }}{{ for j in 1..1000000 }}{{ end }}{{ end }}"));
        var options = new TemplateOptions { Directory = folder.Folder, LoopLimit = 0, Timeout = TimeSpan.FromMilliseconds(100) };
        var set = new TemplateSet(options, Microsoft.Extensions.Logging.Abstractions.NullLogger<TemplateSet>.Instance, TimeProvider.System);
        Should.Throw<TemplateException>(() => set.Render("email/a.txt", Hostile, "en")).Message.ShouldContain("Took longer than 0.5 s");
    }

    [Fact]
    public void A_hundred_renders_are_all_alike()
    {
        using var folder = new TemplateFixture(("email/a.txt", "{{ title }}"));
        var set = new TemplateSet(new TemplateOptions { Directory = folder.Folder, OutputLimit = 1_000 }, Microsoft.Extensions.Logging.Abstractions.NullLogger<TemplateSet>.Instance, TimeProvider.System);
        var renders = Enumerable.Range(0, 100).Select(_ => set.Render("email/a.txt", Hostile with { Title = new string('x', 900) }, "en")).Distinct();
        renders.ShouldHaveSingleItem().Length.ShouldBe(900);
    }

    [Fact]
    public void Tells_dates_in_the_readers_zone_and_language_and_counts_in_words()
    {
        using var folder = new TemplateFixture(("email/a.txt", """{{ day at }} {{ clock at }} {{ t "mail.titles" 1 }} {{ t "mail.titles" 1200 }} {{ topic_name "15000000" }}"""));
        folder.Write("locales/de.json", """{ "formats": { "day": "dddd, d. MMMM yyyy" }, "mail": { "titles": { "one": "{0:N0} Titel", "other": "{0:N0} Titel" } } }""");
        var model = new { At = new DateTimeOffset(2026, 11, 24, 23, 30, 0, TimeSpan.Zero) };
        folder.Open().Render("email/a.txt", model, "de-AT", TimeZoneInfo.FindSystemTimeZoneById("Europe/Vienna"))
            .ShouldBe("Mittwoch, 25. November 2026 00:30 1 Titel 1.200 Titel Sport");
    }

    [Fact]
    public void A_missing_key_names_itself()
    {
        using var folder = new TemplateFixture(("email/a.txt", "{{ t \"mail.nope\" }}"));
        Should.Throw<TemplateException>(() => folder.Open().Render("email/a.txt", Hostile, "en")).Message.ShouldContain("mail.nope");
    }
}

using Digest.Gather.Clean;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Clean;

public sealed class SanitizerTests
{
    private static readonly Uri Page = new("https://press.example/world/");

    [Fact]
    public void Keeps_text_links_lists_and_pictures() =>
        Sanitizer.Clean("""<h2>Head</h2><p>Some <b>bold</b> and <a href="a?b=1&amp;c=2">a link</a></p><ul><li>One</li></ul><img src="p.jpg" alt="P" width="640">""", Page).ShouldBe(
            """<h2>Head</h2><p>Some <b>bold</b> and <a href="https://press.example/world/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">a link</a></p><ul><li>One</li></ul><img src="https://press.example/world/p.jpg" alt="P" width="640">""");

    [Fact]
    public void Keeps_the_words_of_elements_it_does_not_know() =>
        Sanitizer.Clean("<section class=x><font color=red>Red</font> <custom-tag>words</custom-tag></section>", Page).ShouldBe("Red words");

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("<style>p{}</style>")]
    [InlineData("<iframe src=https://evil.example>x</iframe>")]
    [InlineData("<svg><script>alert(1)</script><a><text>t</text></a></svg>")]
    [InlineData("<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table></mtext></math>")]
    [InlineData("<object data=x><b>no</b></object>")]
    [InlineData("<form><textarea>t</textarea><button>b</button></form>")]
    [InlineData("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\"></noscript>")]
    [InlineData("<img src=https://t.example/p.gif width=1 height=1>")]
    [InlineData("<img src=data:image/png;base64,AAAA>")]
    public void Drops_whole_what_is_no_text(string html) => Sanitizer.Clean(html, Page).Trim().ShouldNotContain("alert(1)", Case.Insensitive);

    [Theory]
    [InlineData("<p onclick=alert(1) style=\"position:fixed\" class=c id=i>x</p>", "<p>x</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\" java\nscript:alert(1)\">x</a>", "<a>x</a>")]
    [InlineData("<a href=\"data:text/html,x\">x</a>", "<a>x</a>")]
    [InlineData("<a target=_blank href=https://a.example/>x</a>", "<a href=\"https://a.example/\" rel=\"noopener noreferrer nofollow\">x</a>")]
    public void Takes_off_attributes_that_act(string html, string clean) => Sanitizer.Clean(html, Page).ShouldBe(clean);

    [Fact]
    public void Markup_too_deep_becomes_paragraphs_of_text()
    {
        var html = string.Concat(Enumerable.Repeat("<div>", 50_000)) + "<p>Deep &lt;b&gt; down</p>";

        Sanitizer.Clean(html, Page).ShouldBe("<p>Deep &lt;b&gt; down</p>");
    }

    [Fact]
    public void Many_paragraphs_that_are_never_closed_are_not_deep() =>
        Sanitizer.Clean(string.Concat(Enumerable.Repeat("<p>word", 1000)), Page).ShouldStartWith("<p>word</p><p>word</p>");
}

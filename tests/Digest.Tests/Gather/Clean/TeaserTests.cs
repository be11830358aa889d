using Digest.Gather.Clean;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Clean;

public sealed class TeaserTests
{
    private static string Of(string html, string title = "") => Teaser.FromHtml(html, title, 300);

    [Fact]
    public void Keeps_paragraphs() => Of("<p>One  is\n here.</p>\n<p>Two<br/>lines.</p><div>Three<br><br>Four</div>").ShouldBe("One is here.\nTwo lines.\nThree\nFour");

    [Fact]
    public void Leaves_out_what_is_not_shown() =>
        Of("<style>p{}</style><script>if (a < b) x()</script><p>Shown.<span style=\"display:none\">hid</span></p><!-- c --><noscript>n</noscript><iframe>f</iframe><svg><text>s</text></svg>").ShouldBe("Shown.");

    [Fact]
    public void Leaves_out_captions_buttons_and_share_lines() =>
        Of("<figure><img src=a><figcaption>A ship</figcaption></figure><div class=\"wp-caption\"><p class=\"wp-caption-text\">Cap</p></div><p>The text.</p><div class=\"sharedaddy\">Share <div>this</div></div><button>Go</button>").ShouldBe("The text.");

    [Theory]
    [InlineData("<p>The text.</p><p>The post <a href=x>A</a> appeared first on <a href=y>Press</a>.</p>")]
    [InlineData("<p>The text. <a href=x>Continue reading...</a></p>")]
    [InlineData("<p>The text. <a href=x>Read more »</a></p>")]
    [InlineData("<p>The text.</p><p><a href=x>Click here</a> for the full article.</p>")]
    [InlineData("<p>Der Text.</p><p>Der Beitrag A erschien zuerst auf Presse.</p>")]
    [InlineData("<p>The text.</p><p>Advertisement</p>")]
    [InlineData("<p>April 22, 2026 5:33 PM</p><p>The text.</p>")]
    [InlineData("<p>The text.…</p>")]
    [InlineData("<p>The text.</p><ul><li><a href=x>Get our morning and afternoon news emails, free app or daily news podcast</a></li></ul>")]
    [InlineData("<p>The text. If you haven’t yet, sign up here. Follow us at @press. Email our editors here.</p>")]
    [InlineData("<p>Sign up here for our daily newsletter, First Edition</p><p>The text.</p>")]
    [InlineData("<p>SIGN UP TO OUR NEWSLETTER. SIGN IN OR REGISTER, THEN SELECT TOP NEWS STORIES The text.</p>")]
    [InlineData("<p>Der Text.</p><p>Abonnieren Sie unseren Newsletter am Morgen</p>")]
    [InlineData("<p>The text. To challenge yourself with more quizzes, CLICK HERE.</p>")]
    public void Takes_boilerplate_off(string html) => Of(html).ShouldBeOneOf("The text.", "Der Text.");

    [Theory]
    [InlineData("The union refused to sign up.")]
    [InlineData("Subscribers fell by 700,000. The company’s newsletter said why.")]
    [InlineData("Get ready for rain: the e-mails of the forecasters said as much.")]
    public void Keeps_news_of_newsletters(string text) => Of($"<p>{text}</p>").ShouldBe(text);

    [Fact]
    public void An_excerpt_that_breaks_off_ends_with_an_ellipsis() => Of("The pilots walked out at dawn and [&#8230;]").ShouldBe("The pilots walked out at dawn and…");

    [Fact]
    public void Does_not_repeat_the_title() => Of("<h1>Pilots strike</h1><p>They walked out.</p>", "Pilots strike").ShouldBe("They walked out.");

    [Fact]
    public void Reads_markup_that_was_escaped_twice() => Of("&lt;p&gt;The &lt;b&gt;text&lt;/b&gt;.&lt;/p&gt;").ShouldBe("The text.");

    [Fact]
    public void Keeps_a_less_than_sign() => Of("Five &lt; six, and 7<8.").ShouldBe("Five < six, and 7<8.");

    [Fact]
    public void Drops_invisible_characters_and_resolves_references() => Of("Caf&eacute;&nbsp;d&#8217;hiver\u00AD\u200B &amp &nbsp x").ShouldBe("Café d’hiver & x");

    [Fact]
    public void Prefers_the_summary_unless_it_says_too_little()
    {
        var content = "<p>" + new string('c', 120) + ".</p>";

        Teaser.Of("<p>" + new string('s', 90) + ".</p>", content, "", 300).ShouldStartWith("sss");
        Teaser.Of("Short.", content, "", 300).ShouldStartWith("ccc");
        Teaser.Of("Short.", null, "", 300).ShouldBe("Short.");
        Teaser.Of(null, null, "", 300).ShouldBe("");
    }
}

using Digest.Model;
using Digest.Stories.Text;
using Digest.Tests.Support;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Text;

public sealed class SourceLanguagesTests
{
    [Fact]
    public void Tells_the_language_of_a_title_by_its_headlines_together()
    {
        Article[] articles =
        [
            Headlines.An(1, "Brücke gesperrt"), Headlines.An(1, "Die Stadt und der Hafen warten auf das Schiff"), Headlines.An(1, "Wer für den Schaden zahlt"),
            Headlines.An(2, "Most zamknięty"), Headlines.An(2, "Kto zapłaci za szkody i jak długo to potrwa"), Headlines.An(2, "Prezydent nie był na miejscu"),
        ];

        var languages = new SourceLanguages(articles);

        articles.Select(a => languages.Complete(a).Language).ShouldBe(["de", "de", "de", "pl", "pl", "pl"]);
    }

    [Fact]
    public void Believes_what_an_article_says_of_itself() =>
        new SourceLanguages([Headlines.An(1, "Die Stadt und der Hafen warten auf das Schiff")]).Complete(Headlines.An(1, "Die Stadt und der Hafen") with { Language = "nl" }).Language.ShouldBe("nl");

    [Fact]
    public void Leaves_open_what_nothing_tells()
    {
        var article = Headlines.An(1, "Aldebaran 7");

        new SourceLanguages([article]).Complete(article).Language.ShouldBeNull();
        new SourceLanguages([]).Complete(article).ShouldBe(article);
    }
}

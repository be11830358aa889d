using Digest.Model;
using Digest.Stories.Text;

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
            An(1, "Brücke gesperrt"), An(1, "Die Stadt und der Hafen warten auf das Schiff"), An(1, "Wer für den Schaden zahlt"),
            An(2, "Most zamknięty"), An(2, "Kto zapłaci za szkody i jak długo to potrwa"), An(2, "Prezydent nie był na miejscu"),
        ];

        var languages = new SourceLanguages(articles);

        articles.Select(a => languages.Complete(a).Language).ShouldBe(["de", "de", "de", "pl", "pl", "pl"]);
    }

    [Fact]
    public void Believes_what_an_article_says_of_itself() =>
        new SourceLanguages([An(1, "Die Stadt und der Hafen warten auf das Schiff")]).Complete(An(1, "Die Stadt und der Hafen") with { Language = "nl" }).Language.ShouldBe("nl");

    [Fact]
    public void Leaves_open_what_nothing_tells()
    {
        var article = An(1, "Aldebaran 7");

        new SourceLanguages([article]).Complete(article).Language.ShouldBeNull();
        new SourceLanguages([]).Complete(article).ShouldBe(article);
    }

    private static Article An(long source, string title) => new()
    {
        SourceId = source,
        FeedId = source,
        Identity = title,
        Url = "https://press.example/1",
        Title = title,
        PublishedAt = DateTimeOffset.UnixEpoch,
        FirstSeenAt = DateTimeOffset.UnixEpoch,
    };
}

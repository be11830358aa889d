using Digest.Stories.Text;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Text;

public sealed class WordListTests
{
    [Theory]
    [InlineData("en", "Israel's U.S. envoy, 34, paid $1,400.50 on Friday; ministers resigned")]
    [InlineData("fr", "L'élection d'aujourd'hui : 10,1 % des électeurs")]
    [InlineData("ja", "北浜港で貨物船が橋脚に衝突 200人")]
    [InlineData("th", "เรือบรรทุกสินค้าชนสะพาน Aldebaran")]
    [InlineData("hi", "मालवाहक जहाज पुल से टकराया")]
    [InlineData("ar", "سفينة شحن تصطدم بجسر الميناء")]
    public void Hands_on_what_reading_the_same_part_of_the_text_gives(string language, string text)
    {
        var list = new WordList().Read(text, language);
        for (var most = 0; most <= text.Length + 1; most++)
        {
            var (sent, read) = (new List<string>(), new List<string>());
            list.Send((stem, kind) => sent.Add($"{stem} {kind}"), most);
            Words.Of(text.AsSpan(0, Math.Min(most, text.Length)), language, (stem, kind) => read.Add($"{stem} {kind}"));
            sent.ShouldBe(read, $"the first {most} characters");
        }
    }

    [Fact]
    public void Forgets_the_text_before()
    {
        var list = new WordList().Read("Freighter hits harbour bridge", "en");
        list.Read("Museum", "en");

        var words = new List<string>();
        list.Send((stem, _) => words.Add(stem.ToString()));
        words.ShouldBe(["museum"]);
    }
}

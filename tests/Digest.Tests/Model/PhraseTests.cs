using Digest.Model;

using Shouldly;

using Xunit;

namespace Digest.Tests.Model;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("trump", "Trump's lawyers appeal", true)]
    [InlineData("trump", "A trumpet concert", false)]
    [InlineData("elect*", "Élections in Norhaven", true)]
    [InlineData("Schöne Grüße", "schone  grusse aus wien", false)]
    [InlineData("schone Gruße", "Schöne Grüße, sagt sie", true)]
    [InlineData("schöne grüße", "Schöne  Grüße, sagt sie", true)]
    [InlineData("zła pogoda", "Zła pogoda w górach", true)]
    [InlineData("東京", "今日の東京の天気", true)]
    [InlineData("central bank", "Bank of the central coast", false)]
    [InlineData("C++", "A c in the text", true)]
    public void Finds_whole_words_whatever_the_case_and_the_accents(string phrase, string text, bool found) =>
        (Phrase.Of(phrase)?.IsIn(Phrase.Fold(text)) ?? false).ShouldBe(found);

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("…")]
    public void Is_none_where_nothing_is_said(string text) => Phrase.Of(text).ShouldBeNull();
}

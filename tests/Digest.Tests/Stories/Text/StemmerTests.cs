using Digest.Stories.Text;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Text;

public sealed class StemmerTests
{
    [Theory]
    [InlineData("en", "election elections")]
    [InlineData("en", "resigned resigns")]
    [InlineData("en", "country countries")]
    [InlineData("de", "Regierung Regierungen")]
    [InlineData("de", "Minister Ministern")]
    [InlineData("fr", "négociation négociations")]
    [InlineData("fr", "gouvernement gouvernements")]
    [InlineData("es", "elección elecciones")]
    [InlineData("es", "ministro ministra")]
    [InlineData("it", "ministro ministri")]
    [InlineData("it", "elezione elezioni")]
    [InlineData("pt", "eleição eleições")]
    [InlineData("pt", "ministro ministra")]
    [InlineData("pl", "Izraelowi Izraelem")]
    [InlineData("pl", "ministra ministrem ministrowi")]
    [InlineData("nl", "verkiezing verkiezingen")]
    [InlineData("uk", "міністра міністром міністрів")]
    [InlineData("ru", "министра министром министров")]
    public void Forms_of_a_word_meet(string language, string forms) => Stems(forms, language).Distinct().ShouldHaveSingleItem();

    [Theory]
    [InlineData("en", "ministry minister")]
    [InlineData("de", "Bund Bundesrat")]
    [InlineData("pl", "mama mapa")]
    [InlineData("tr", "evler evde")]
    public void Different_words_stay_different(string language, string words) => Stems(words, language).Distinct().Count().ShouldBe(2);

    [Fact]
    public void Keeps_the_words_of_a_language_it_does_not_know_whole()
    {
        Stemmer.Knows("qx").ShouldBeFalse();
        Stems("Ruritanians walking", "qx").ShouldBe(["ruritanians", "walking"]);
    }

    [Theory]
    [InlineData("António", "antonio")]
    [InlineData("ŁÓDŹ", "lodz")]
    [InlineData("Ærø", "ero")]
    [InlineData("Straße", "strase")]
    [InlineData("ЙОЖ", "йож")]
    [InlineData("Їжак", "їжак")]
    public void Folds_case_and_accents_of_latin_and_case_alone_of_others(string word, string folded) => Fold.Word(word).ShouldBe(folded);

    // Read one by one, since a stop word would be left out of a text.
    private static List<string> Stems(string words, string language) => [.. words.Split(' ').Select(word =>
    {
        var letters = Fold.Word(word).ToCharArray();
        return new string(letters, 0, Stemmer.Cut(letters, language));
    })];
}

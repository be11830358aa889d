using CsCheck;

using Digest.Gather.Clean;

using Shouldly;

using Xunit;

namespace Digest.Tests.Gather.Clean;

public sealed class SentenceCutTests
{
    [Fact]
    public void Ends_with_the_last_sentence_that_fits() =>
        SentenceCut.At(["The first sentence stands here. The second one follows it. The third is far too long to fit in what is left of the room that was given."], 80)
            .ShouldBe("The first sentence stands here. The second one follows it.");

    [Theory]
    [InlineData("The envoy met Mr. Smith of the U.S. Navy and J. Doe on Friday. Then he left the harbour for good.", "The envoy met Mr. Smith of the U.S. Navy and J. Doe on Friday.")]
    [InlineData("“It is over,” she said. “We go home now.” The crowd was silent for a long while after that.", "“It is over,” she said. “We go home now.”")]
    [InlineData("The price rose by 3.5 percent in a year. Nobody in the office could say why that had happened.", "The price rose by 3.5 percent in a year.")]
    public void Knows_a_sentence_from_an_abbreviation(string text, string cut) => SentenceCut.At([text], 75).ShouldBe(cut);

    [Fact]
    public void Cuts_at_a_word_where_no_sentence_ends() =>
        SentenceCut.At(["one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"], 50).ShouldBe("one two three four five six seven eight nine ten…");

    [Fact]
    public void Lets_a_sentence_run_a_little_over() =>
        SentenceCut.At(["This is one sentence that is only slightly longer than the room. And more."], 60).ShouldBe("This is one sentence that is only slightly longer than the room.");

    [Fact]
    public void Adds_no_half_paragraph() =>
        SentenceCut.At(["A first paragraph.", "A second that goes on and on without any end to it in sight for anybody who reads it here"], 60).ShouldBe("A first paragraph.");

    [Fact]
    public void Cuts_japanese_sentences() => SentenceCut.At([string.Concat(Enumerable.Repeat("港の水先人が夜明けに職場を離れた。", 10))], 40).ShouldBe("港の水先人が夜明けに職場を離れた。港の水先人が夜明けに職場を離れた。");

    [Fact]
    public void Is_never_much_longer_than_asked() =>
        Gen.Select(Gen.String[Gen.Char["a .B!é"], 0, 900].Array[0, 5], Gen.Int[80, 400])
            .Sample((paragraphs, length) => SentenceCut.At([.. paragraphs.Where(p => p.Length > 0)], length).Length.ShouldBeLessThanOrEqualTo((int)(length * 1.3) + 1));
}

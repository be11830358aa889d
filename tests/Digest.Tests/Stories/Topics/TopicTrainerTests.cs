using Digest.Model;
using Digest.Stories.Text;
using Digest.Stories.Topics;

using Shouldly;

using Xunit;

namespace Digest.Tests.Stories.Topics;

public sealed class TopicTrainerTests
{
    private static readonly string[] Sport = ["Zorball final goes to penalties", "Zorball league signs new keeper", "Zorball coach praises young squad", "Record crowd for zorball derby"];
    private static readonly string[] Economy = ["Quibble prices rise again", "Quibble exporters fear new tariff", "Central bank watches quibble market", "Quibble shares slide"];

    [Fact]
    public void Learns_words_that_no_lexicon_knows()
    {
        var model = TopicTrainer.Train(Lessons());

        Key(model, "Zorball fans wait").ShouldBe("sport");
        Key(model, "More quibble than ever").ShouldBe("economy");
    }

    [Fact]
    public void Knows_hand_written_words_that_no_lesson_had() =>
        Key(TopicTrainer.Train(Lessons()), "Goalkeeper and striker injured").ShouldBe("sport");

    [Fact]
    public void Says_which_words_told()
    {
        var model = TopicTrainer.Train(Lessons());

        model.Telling(ReadText.Of("Zorball waits for a quiet summer", "", "en"), "15000000", 1).ShouldBe(["zorball"]);
    }

    [Fact]
    public void Does_not_guess_in_a_language_it_had_no_lessons_in() =>
        TopicTrainer.Train(Lessons()).Guess("Zorball-Fans warten", "", "de").ShouldBeNull();

    [Fact]
    public void Does_not_take_a_publishers_habit_for_what_words_mean()
    {
        // The Globe files nearly everything under politics, the Post nearly everything under health; both write of glimmets under environment.
        List<LabelledText> lessons =
        [
            .. Many(40, i => new LabelledText($"Ministers number {i}", "", "en", "11000000", "Globe")),
            .. Many(4, i => new LabelledText($"Glimmet herd {i}", "", "en", "06000000", "Globe")),
            .. Many(40, i => new LabelledText($"Patients number {i}", "", "en", "07000000", "Post")),
            .. Many(4, i => new LabelledText($"Glimmet herd {i}", "", "en", "06000000", "Post")),
        ];

        Key(TopicTrainer.Train(lessons), "Glimmet sighted").ShouldBe("environment");
    }

    [Fact]
    public void Learns_the_same_from_the_same_lessons()
    {
        var (one, two) = (TopicTrainer.Train(Lessons()), TopicTrainer.Train(Lessons()));

        one.Chances("Zorball prices", "", "en").ShouldBe(two.Chances("Zorball prices", "", "en"));
    }

    [Fact]
    public void Comes_back_from_disk_as_it_was()
    {
        var model = TopicTrainer.Train(Lessons());
        var at = new DateTimeOffset(2026, 3, 4, 6, 0, 0, TimeSpan.Zero);
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        TopicModelFormat.Write(writer, model, at, 3);
        memory.Position = 0;

        var read = TopicModelFormat.Read(new BinaryReader(memory), 3)!.Value;

        read.LearnedAt.ShouldBe(at);
        read.Model.Guess("Zorball fans wait", "", "en")!.Value.Code.ShouldBe(model.Guess("Zorball fans wait", "", "en")!.Value.Code);
    }

    [Theory]
    [InlineData(4, 100_000)]
    [InlineData(3, 30)]
    public void Does_not_take_a_file_of_another_version_or_cut_short(int version, int length)
    {
        using var memory = new MemoryStream();
        using var writer = new BinaryWriter(memory);
        TopicModelFormat.Write(writer, TopicTrainer.Train(Lessons()), DateTimeOffset.UnixEpoch, 3);

        TopicModelFormat.Read(new BinaryReader(new MemoryStream([.. memory.ToArray().Take(length)])), version).ShouldBeNull();
    }

    private static IEnumerable<LabelledText> Many(int count, Func<int, LabelledText> text) => Enumerable.Range(0, count).Select(text);

    private static string? Key(TopicModel model, string title) => Topic.Find(model.Guess(title, "", "en")?.Code)?.Key;

    // Ten of each: a language with too few lessons is not claimed to be known.
    private static List<LabelledText> Lessons() =>
    [
        .. Enumerable.Range(0, 10).SelectMany(_ => Sport).Select(t => new LabelledText(t, "", "en", "15000000", "Herald")),
        .. Enumerable.Range(0, 10).SelectMany(_ => Economy).Select(t => new LabelledText(t, "", "en", "04000000", "Herald")),
    ];
}

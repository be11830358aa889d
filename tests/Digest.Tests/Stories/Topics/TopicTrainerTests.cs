using Digest.Model;
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

    private static string? Key(TopicModel model, string title) => Topic.Find(model.Guess(title, "", "en")?.Code)?.Key;

    private static List<LabelledText> Lessons() =>
    [
        .. Sport.Select(t => new LabelledText(t, "", "en", "15000000", "Herald")),
        .. Economy.Select(t => new LabelledText(t, "", "en", "04000000", "Courier")),
    ];
}

using Digest.Model;

namespace Digest.Compose;

/// <summary>How long a story takes to read in a mail, by its words: 230 a minute (Brysbaert 2019 measured 238 for English), and a moment to find it.</summary>
internal static class ReadingTime
{
    private const double WordsPerSecond = 230 / 60.0;
    // Scripts without spaces: about as many signs a minute as the reading research on Chinese and Japanese finds.
    private const double SignsPerSecond = 380 / 60.0;
    private const double Moment = 4;

    public static double Seconds(EditionStory story) => Moment + Seconds(story.Title) + Seconds(story.Teaser) + Seconds(story.PickNote ?? "");

    private static double Seconds(string text)
    {
        var signs = text.Count(c => c is >= '\u2e80' and <= '\ud7ff');
        return signs > text.Length / 3 ? signs / SignsPerSecond : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length / WordsPerSecond;
    }
}

namespace Digest.Stories.Text;

/// <summary>An article's words, read once for all that is asked of them: its story, its topic, its sub-topic and what tells it.</summary>
public sealed class ReadText
{
    public WordList Title { get; } = new();

    public WordList Teaser { get; } = new();

    public string Language => Title.Language;

    /// <param name="title">The headline as the feed gave it.</param>
    /// <param name="teaser">The rest of the text.</param>
    /// <param name="language">Primary tag of both.</param>
    /// <returns>This text.</returns>
    public ReadText Read(string title, string teaser, string language)
    {
        Title.Read(title, language);
        Teaser.Read(teaser, language);
        return this;
    }

    public static ReadText Of(string title, string teaser, string language) => new ReadText().Read(title, teaser, language);
}

namespace Digest.Stories.Text;

/// <summary>The words of a text, split and stemmed once, to be gone through as often as is needed. Read anew, it forgets the text before.</summary>
public sealed class WordList
{
    private readonly List<Word> _words = [];
    private char[] _letters = new char[512];
    private int _used;

    public string Text { get; private set; } = "";

    public string Language { get; private set; } = "und";

    /// <param name="text">Any text.</param>
    /// <param name="language">Its primary tag.</param>
    /// <returns>This list.</returns>
    public WordList Read(string text, string language)
    {
        (Text, Language, _used) = (text, language, 0);
        _words.Clear();
        var sink = new Sink(this);
        Words.Read(text, language, ref sink);
        return this;
    }

    /// <summary>Hands the words on in order, as <see cref="Words.Of"/> does with the text's first <paramref name="most"/> characters.</summary>
    public void Send(WordSink sink, int most = int.MaxValue)
    {
        foreach (var word in _words)
        {
            if (word.End > most)
            {
                // A word that the end cuts in two is read as far as it goes.
                Words.Of(Text.AsSpan(word.Start, Math.Max(0, most - word.Start)), Language, sink);
                break;
            }

            sink(_letters.AsSpan(word.At, word.Length), word.Kind);
        }
    }

    private void Add(ReadOnlySpan<char> stem, WordKinds kind, int start, int end)
    {
        if (_used + stem.Length > _letters.Length)
        {
            Array.Resize(ref _letters, Math.Max(_letters.Length * 2, _used + stem.Length));
        }

        stem.CopyTo(_letters.AsSpan(_used));
        _words.Add(new Word(_used, stem.Length, kind, start, end));
        _used += stem.Length;
    }

    private readonly record struct Word(int At, int Length, WordKinds Kind, int Start, int End);

    private readonly struct Sink(WordList list) : IWordSink
    {
        public void Take(ReadOnlySpan<char> stem, WordKinds kind, int start, int end) => list.Add(stem, kind, start, end);
    }
}

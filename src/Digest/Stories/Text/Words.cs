using System.Globalization;

namespace Digest.Stories.Text;

/// <summary>What a word is, as far as its writing tells.</summary>
[Flags]
public enum WordKinds { Plain = 0, Number = 1, Name = 2 }

/// <summary>Receives the words of a text in order: the stem, and what the word is.</summary>
public delegate void WordSink(ReadOnlySpan<char> stem, WordKinds kind);

/// <summary>Receives the words of a text in order, with their place in it: from start up to end.</summary>
internal interface IWordSink
{
    void Take(ReadOnlySpan<char> stem, WordKinds kind, int start, int end);
}

/// <summary>
/// Splits a text into stems, without stop words and without allocating: letters and digits make words, an apostrophe ends one
/// (Israel's), scripts without spaces (Chinese, Japanese, Thai, Lao) give pairs of characters, or of
/// syllables (Burmese, Khmer), whose single letters say too little.
/// </summary>
public static class Words
{
    private const int Longest = 40;

    public static void Of(ReadOnlySpan<char> text, string language, WordSink sink)
    {
        var all = new All(sink);
        Read(text, language, ref all);
    }

    /// <summary>As <see cref="Of"/>, telling also where in the text each word stands.</summary>
    internal static void Read<T>(ReadOnlySpan<char> text, string language, ref T sink)
        where T : struct, IWordSink
    {
        var endings = Stemmer.EndingsOf(language);
        var stops = StopWords.Of(language).GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> word = stackalloc char[Longest];
        for (var i = 0; i < text.Length;)
        {
            var start = i;
            if (Syllabic(text[i]))
            {
                i = Syllable(text, start);
                Syllables(text, start, i, ref sink);
                continue;
            }

            if (Unspaced(text[i]))
            {
                i++;
                Pair(text, start, ref sink);
                continue;
            }

            var end = End(text, i);
            if (end == start)
            {
                i++;
                continue;
            }

            i = Possessive(text, end);
            var n = Letters(text[start..end], word);
            var number = n > 0 && char.IsAsciiDigit(word[0]);
            if ((n >= 2 || number) && !stops.Contains(word[..n]))
            {
                var kind = number ? WordKinds.Number : char.IsUpper(text[start]) ? WordKinds.Name : WordKinds.Plain;
                sink.Take(word[..(number ? n : Stemmer.Cut(word[..n], endings))], kind, start, end);
            }
        }
    }

    private static int End(ReadOnlySpan<char> text, int i)
    {
        while (i < text.Length && (char.IsAsciiLetterOrDigit(text[i]) || IsInWord(text, i)))
        {
            i++;
        }

        return i;
    }

    private static bool IsInWord(ReadOnlySpan<char> text, int i) =>
        (char.IsLetterOrDigit(text[i]) || IsMark(text[i]) || Inside(text, i)) && !Unspaced(text[i]);

    // 1,400 and 10.1 are one number; U.S. and U.N. are one word each.
    private static bool Inside(ReadOnlySpan<char> text, int i) =>
        text[i] is '.' or ',' && i > 0 && i + 1 < text.Length
        && ((char.IsAsciiDigit(text[i - 1]) && char.IsAsciiDigit(text[i + 1]))
            || (text[i] == '.' && char.IsUpper(text[i - 1]) && char.IsUpper(text[i + 1]) && (i < 2 || !char.IsLetter(text[i - 2]))));

    // The s of Israel's says nothing.
    private static int Possessive(ReadOnlySpan<char> text, int end) =>
        end + 1 < text.Length && text[end] is '\'' or '’' && text[end + 1] is 's' or 'S'
        && (end + 2 == text.Length || !char.IsLetterOrDigit(text[end + 2])) ? end + 2 : end;

    private static int Letters(ReadOnlySpan<char> raw, Span<char> buffer)
    {
        var n = 0;
        foreach (var c in raw)
        {
            if (n < buffer.Length && c is not ('.' or ',') && !IsMark(c))
            {
                buffer[n++] = Fold.Letter(c);
            }
        }

        return n;
    }

    private static void Pair<T>(ReadOnlySpan<char> text, int i, ref T sink)
        where T : struct, IWordSink
    {
        if (i + 1 < text.Length && Unspaced(text[i + 1]))
        {
            sink.Take(text.Slice(i, 2), WordKinds.Plain, i, i + 2);
        }
    }

    private static bool Unspaced(char c) => c >= '\u0E00' && (c is <= '\u0EFF' || Syllabic(c) || c is >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF');

    private static bool Syllabic(char c) => c >= '\u1000' && c is <= '\u109F' or >= '\u1780' and <= '\u17DD';

    // A letter begins a syllable unless it is stacked beneath the one before (virama, coeng) or closes it (asat).
    private static int Syllable(ReadOnlySpan<char> text, int start)
    {
        var end = start + 1;
        while (end < text.Length && Syllabic(text[end]) && !(IsLetter(text[end]) && text[end - 1] is not ('\u1039' or '\u17D2') && !(end + 1 < text.Length && text[end + 1] is '\u103A' or '\u1039')))
        {
            end++;
        }

        return end;
    }

    private static bool IsLetter(char c) => char.GetUnicodeCategory(c) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);

    private static void Syllables<T>(ReadOnlySpan<char> text, int start, int end, ref T sink)
        where T : struct, IWordSink
    {
        if (end < text.Length && Syllabic(text[end]))
        {
            var second = Syllable(text, end);
            sink.Take(text[start..second], WordKinds.Plain, start, second);
        }
    }

    private static bool IsMark(char c) =>
        c >= '\u0300' && char.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private readonly struct All(WordSink sink) : IWordSink
    {
        public void Take(ReadOnlySpan<char> stem, WordKinds kind, int start, int end) => sink(stem, kind);
    }
}

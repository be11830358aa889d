using System.Buffers;
using System.Text;

namespace Digest.Gather.Parse.Markup;

/// <summary>
/// A decoded document, in a pooled buffer: a feed's text lives for the fraction of a millisecond in which it is read, and a fresh
/// large object for each would cost more than reading it. Nothing that outlives the reading may point into it.
/// </summary>
internal sealed class SourceText : IDisposable
{
    // Larger ones are rare, and a pool that keeps them is a leak.
    private const int LargestPooled = 1024 * 1024;

    private readonly bool isPooled;
    private char[] buffer;

    private SourceText(char[] buffer, int length, bool isPooled) => (this.buffer, Length, this.isPooled) = (buffer, length, isPooled);

    /// <summary>True where it is known to be; false says nothing.</summary>
    public bool IsAscii { get; private init; }
    public int Length { get; private set; }
    public ReadOnlySpan<char> Span => buffer.AsSpan(0, Length);
    public char this[int index] => buffer[index];

    public static SourceText Of(string text) => new(text.ToCharArray(), text.Length, isPooled: false);

    /// <summary>Decodes; what is not valid becomes U+FFFD.</summary>
    public static SourceText Decode(Encoding encoding, ReadOnlySpan<byte> body)
    {
        // UTF-8 never has more units than bytes; others are counted.
        var most = encoding is UTF8Encoding ? body.Length + 1 : encoding.GetCharCount(body);
        var isPooled = most <= LargestPooled;
        var buffer = isPooled ? ArrayPool<char>.Shared.Rent(most) : new char[most];
        var length = encoding.GetChars(body, buffer);
        // UTF-8 that gives a unit for every byte is ASCII: there is nothing to mend in it.
        return new(buffer, length, isPooled) { IsAscii = encoding is UTF8Encoding && length == body.Length && Ascii.IsValid(body) };
    }

    public ReadOnlySpan<char> Slice(int start) => buffer.AsSpan(start, Length - start);

    public ReadOnlySpan<char> Slice(int start, int length) => buffer.AsSpan(start, length);

    /// <summary>The place of a character at or after <paramref name="from"/>, or -1.</summary>
    public int IndexOf(char c, int from) => from >= Length ? -1 : Slice(from).IndexOf(c) is >= 0 and var found ? from + found : -1;

    public int IndexOf(string value, int from) => from >= Length ? -1 : Slice(from).IndexOf(value) is >= 0 and var found ? from + found : -1;

    /// <summary>Replaces C1 control characters, which are Windows-1252 punctuation that was converted by a program that took it for Latin-1.</summary>
    /// <returns>The place of the first, or -1 where there is none.</returns>
    public int MendC1()
    {
        if (IsAscii)
        {
            return -1;
        }

        var text = buffer.AsSpan(0, Length);
        var first = text.IndexOfAnyInRange('\u0080', '\u009F');
        for (var at = first; at >= 0 && at < text.Length; at++)
        {
            text[at] = text[at] is >= '\u0080' and <= '\u009F' ? CharacterReference.Windows1252[text[at] - 0x80] : text[at];
        }

        return first;
    }

    public override string ToString() => new(Span);

    public void Dispose()
    {
        if (isPooled && buffer.Length > 0)
        {
            ArrayPool<char>.Shared.Return(buffer);
        }

        (buffer, Length) = ([], 0);
    }
}

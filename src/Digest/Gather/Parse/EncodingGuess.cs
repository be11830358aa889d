using System.Text;

namespace Digest.Gather.Parse;

/// <summary>
/// A guess for bytes that are neither UTF-8 nor what they are said to be: the encoding in which they make the most everyday letters.
/// </summary>
internal static class EncodingGuess
{
    // Enough text to judge by, short enough that the guess costs nothing.
    private const int Sample = 64 * 1024;

    private static readonly (string Name, char From, char To)[] Candidates =
    [
        ("shift_jis", '\u3041', '\u30FF'), ("euc-jp", '\u3041', '\u30FF'), ("euc-kr", '\uAC00', '\uD7A3'), ("gb18030", '\u4E00', '\u9FA5'), ("big5", '\u4E00', '\u9FA5'),
        ("windows-1251", '\u0430', '\u044F'), ("koi8-r", '\u0430', '\u044F'), ("windows-1253", '\u03B1', '\u03CE'), ("windows-1255", '\u05D0', '\u05EA'),
        ("windows-1256", '\u0621', '\u064A'), ("windows-874", '\u0E01', '\u0E5B'),
    ];

    public static Encoding Of(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, Sample)];
        var best = Encoding.GetEncoding(1252);
        // Western text has single foreign letters among ASCII; another script has runs of them.
        var bar = 0.85;
        foreach (var (name, from, to) in Candidates)
        {
            var encoding = Encoding.GetEncoding(name);
            if (Score(encoding.GetString(body), from, to) is var score && score > bar && Runs(body))
            {
                (best, bar) = (encoding, score);
            }
        }

        return best;
    }

    // The share of foreign characters that are everyday letters of the script.
    private static double Score(string text, char from, char to)
    {
        var (foreign, usual) = (0, 0);
        foreach (var c in text)
        {
            foreign += c > 127 ? 1 : 0;
            usual += c >= from && c <= to ? 1 : 0;
            foreign += c == '\uFFFD' ? 20 : 0;
        }

        return foreign == 0 ? 0 : (double)usual / foreign;
    }

    private static bool Runs(ReadOnlySpan<byte> body)
    {
        var (foreign, pairs) = (0, 0);
        for (var i = 1; i < body.Length; i++)
        {
            foreign += body[i] >> 7;
            pairs += (body[i] & body[i - 1]) >> 7;
        }

        return pairs * 2 > foreign;
    }
}

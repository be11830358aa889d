using System.Text;
using System.Text.RegularExpressions;

using Digest.Gather.Parse.Markup;

namespace Digest.Gather.Parse;

/// <summary>
/// Bytes to text. In order: byte order mark, the shape of the first bytes (UTF-16, UTF-32, EBCDIC), bytes that can only be UTF-8,
/// HTTP's charset, the XML declaration (RFC 7303), Windows-1252. A name that does not fit the bytes is passed over and noted.
/// </summary>
internal static partial class TextDecoder
{
    private const string Utf8Name = "utf-8";

    static TextDecoder() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text, which the caller disposes of, and the encoding's name.</summary>
    public static (SourceText Text, string Encoding) Decode(ReadOnlySpan<byte> body, string? contentType, Faults faults)
    {
        var (text, encoding) = Read(body, contentType, faults);
        if (text.MendC1() is >= 0 and var at)
        {
            faults.Add(at, "control characters that are Windows-1252 punctuation");
        }

        return (text, encoding);
    }

    private static (SourceText Text, string Encoding) Read(ReadOnlySpan<byte> body, string? contentType, Faults faults)
    {
        if (ByMark(body) is var (marked, skip))
        {
            return (SourceText.Decode(marked, body[skip..]), marked.WebName);
        }

        if (ByShape(body) is { } shaped)
        {
            return (SourceText.Decode(shaped, body), shaped.WebName);
        }

        var spoken = Find(Charset(contentType));
        var written = Find(Declared(body), faults);
        return Best(body, spoken, written, faults);
    }

    private static (SourceText, string) Best(ReadOnlySpan<byte> body, Encoding? spoken, Encoding? written, Faults faults)
    {
        var said = spoken ?? written;
        var text = SourceText.Decode(Encoding.UTF8, body);
        // Text that is valid UTF-8 beyond ASCII is UTF-8, whatever the header says: by chance it happens in no natural language.
        if ((said is null or UTF8Encoding || !Stateful(said)) && (text.IsAscii || !text.Span.Contains('\uFFFD') || System.Text.Unicode.Utf8.IsValid(body)))
        {
            Note(body, said, faults);
            return (text, Utf8Name);
        }

        foreach (var candidate in new[] { spoken, written })
        {
            if (candidate is not null and not UTF8Encoding && Try(candidate, body) is { } decoded)
            {
                text.Dispose();
                return (decoded, candidate.WebName);
            }
        }

        return Fallback(body, text, said, faults);
    }

    private static (SourceText, string) Fallback(ReadOnlySpan<byte> body, SourceText lenient, Encoding? said, Faults faults)
    {
        var bad = lenient.Span.Count('\uFFFD');
        // A stray byte in a UTF-8 text is a stray byte; where many are wrong, it is another encoding.
        if (bad * 4 <= NonAscii(body))
        {
            faults.Add(lenient.IndexOf('\uFFFD', 0), $"{bad} byte sequences that are not UTF-8");
            return (lenient, Utf8Name);
        }

        lenient.Dispose();
        var guess = EncodingGuess.Of(body);
        faults.Add(-1, $"the bytes are not {said?.WebName ?? Utf8Name}; read as {guess.WebName}");
        return (SourceText.Decode(guess, body), guess.WebName);
    }

    private static void Note(ReadOnlySpan<byte> body, Encoding? said, Faults faults)
    {
        if (said is not (null or UTF8Encoding) && !Ascii.IsValid(body))
        {
            faults.Add(-1, $"said to be {said.WebName}, but it is UTF-8");
        }
    }

    private static int NonAscii(ReadOnlySpan<byte> body)
    {
        var count = 0;
        foreach (var b in body)
        {
            count += b >> 7;
        }

        return count;
    }

    private static (Encoding, int)? ByMark(ReadOnlySpan<byte> body) => body switch
    {
        [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
        [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
        [0, 0, 0xFE, 0xFF, ..] => (new UTF32Encoding(true, true), 4),
        [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
        [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
        _ => null,
    };

    private static Encoding? ByShape(ReadOnlySpan<byte> body) => body switch
    {
        [0, 0, 0, (byte)'<', ..] => new UTF32Encoding(true, false),
        [(byte)'<', 0, 0, 0, ..] => Encoding.UTF32,
        [0, (byte)'<', 0, ..] or [0, (byte)'{', 0, ..] => Encoding.BigEndianUnicode,
        [(byte)'<', 0, _, 0, ..] or [(byte)'{', 0, _, 0, ..] => Encoding.Unicode,
        [0x4C, 0x6F, 0xA7, 0x94, ..] => Find("ibm037"),
        _ => null,
    };

    // Encodings in which two or three ASCII-like or high bytes make one character: chance UTF-8 is rare but escapes are real.
    private static bool Stateful(Encoding encoding) => encoding.CodePage is 50220 or 50221 or 50222 or 50225 or 50227 or 52936 or 65000;

    private static string? Charset(string? contentType) =>
        contentType is not null && contentType.Contains("charset", StringComparison.OrdinalIgnoreCase) && CharsetParameter().Match(contentType) is { Success: true } match ? match.Groups[1].Value : null;

    private static string? Declared(ReadOnlySpan<byte> body)
    {
        var start = body[..Math.Min(body.Length, 1024)];
        if (start.IndexOf("encoding"u8) < 0 && start.IndexOf("ENCODING"u8) < 0)
        {
            return null;
        }

        // The declaration ends with the first kilobyte's last instruction: what follows is not worth making a string of.
        var end = start.LastIndexOf("?>"u8);
        var head = Encoding.Latin1.GetString(end < 0 ? start : start[..end]);
        return XmlEncoding().Match(head) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static Encoding? Find(string? name, Faults? faults = null)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return null;
        }

        // Asking for it by name costs as much as reading an item.
        if (name.Equals(Utf8Name, StringComparison.OrdinalIgnoreCase))
        {
            return Encoding.UTF8;
        }

        try
        {
            var found = Encoding.GetEncoding(Alias(name.Trim().ToLowerInvariant()));
            // What calls itself one of these is Windows-1252 or plain (WHATWG Encoding).
            return found.CodePage is 28591 or 20127 ? Encoding.GetEncoding(1252) : found.CodePage is 1200 or 1201 or 12000 or 12001 ? null : found;
        }
        catch (ArgumentException)
        {
            faults?.Add(-1, $"the encoding '{(name.Length > 40 ? name[..40] : name)}' is not known");
            return null;
        }
    }

    private static string Alias(string name) => name switch
    {
        "utf8" or "utf-8-sig" or "unicode-1-1-utf-8" or "u8" => Utf8Name,
        "latin1" or "latin-1" or "iso8859-1" or "iso_8859-1" or "iso-latin-1" or "ansi" => "iso-8859-1",
        "cp1252" or "win-1252" or "windows1252" or "cp-1252" => "windows-1252",
        "cp1251" or "win-1251" or "windows1251" or "cp-1251" => "windows-1251",
        "cp1250" => "windows-1250",
        "gb2312" or "gbk" or "cp936" or "gb_2312-80" => "gb18030",
        "sjis" or "shift-jis" or "x-sjis" or "cp932" or "ms932" or "windows-31j" => "shift_jis",
        "eucjp" or "x-euc-jp" => "euc-jp",
        "euckr" or "ks_c_5601-1987" or "cp949" or "ms949" or "uhc" => "euc-kr",
        "tis-620" or "tis620" or "iso-8859-11" or "cp874" => "windows-874",
        "iso-8859-9" or "iso8859-9" => "windows-1254",
        "koi8r" or "koi-8-r" => "koi8-r",
        _ => name,
    };

    private static SourceText? Try(Encoding encoding, ReadOnlySpan<byte> body)
    {
        try
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return SourceText.Decode(strict, body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [GeneratedRegex("""charset\s*=\s*["']?\s*([\w.:-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CharsetParameter();

    [GeneratedRegex("""<\?xml[^>]*?\sencoding\s*=\s*["']\s*([^"'>\s]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex XmlEncoding();
}

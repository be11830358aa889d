using System.Buffers;

namespace Digest.Deliver.Smtp;

/// <summary>Where in the conversation an answer came: the same words mean different things (RFC 5321, 4.3.2).</summary>
internal enum Stage { Connect, Greeting, Hello, StartTls, Auth, Mail, Rcpt, Data, Dot }

/// <summary>A server's reply: its basic code and its text, lines joined by a space (RFC 5321, 4.2).</summary>
internal readonly record struct Reply(int Code, string Text)
{
    private static readonly SearchValues<char> CodeCharacters = SearchValues.Create("0123456789.");

    /// <summary>A reply of several lines; the enhanced code stands on every one of them (RFC 2034, 4): once is enough.</summary>
    public static Reply Of(int code, IReadOnlyList<string> lines)
    {
        var enhanced = new Reply(lines[0].Length > 0 ? (lines[0][0] - '0') * 100 : 0, lines[0]).Enhanced;
        return new Reply(code, string.Join(' ', lines.Select((l, i) => i > 0 && enhanced is not null && l.StartsWith(enhanced, StringComparison.Ordinal) ? l[enhanced.Length..].Trim() : l).Where(l => l.Length > 0)));
    }

    public bool Positive => Code is >= 200 and < 400;

    public bool Temporary => Code is >= 400 and < 500;

    public bool Permanent => Code >= 500;

    /// <summary>
    /// The enhanced code (RFC 3463) at the start of the text, or null: also when it disagrees with the basic code, which decides then.
    /// </summary>
    public string? Enhanced
    {
        get
        {
            var end = Text.AsSpan().IndexOfAnyExcept(CodeCharacters);
            var code = end < 0 ? Text : Text[..end];
            var parts = code.Split('.');
            return parts.Length == 3 && parts.All(p => p.Length is > 0 and < 4) && parts[0].Length == 1 && parts[0][0] - '0' == Code / 100 ? code : null;
        }
    }

    public override string ToString() => string.IsNullOrEmpty(Text) ? $"{Code}" : $"{Code} {Text}";
}

/// <summary>How a conversation broke.</summary>
internal enum Break { None, Lost, TimedOut, NotSmtp, Tls, Unsupported, TooBig }

/// <summary>
/// What came of one step: a reply, or how the conversation broke and in which words. Sent is true when the last octet of the
/// message may have left us, so that without a reply only the relay knows whether it took it. Ended is true when nothing more can be said on this connection.
/// </summary>
internal sealed record Answer(Stage Stage, Reply Reply, Break Broken = Break.None, string Words = "", bool Sent = false, bool Ended = false)
{
    /// <summary>Words for a server whose answers cannot be told apart any more.</summary>
    public const string TooMuch = "the server answered more than it was asked";

    /// <summary>In words for people, of printable characters only: a server may send any octets, and databases and terminals take some amiss.</summary>
    public string Said => Printable(Broken == Break.None || Words.Length == 0 ? Reply.ToString() : Words);

    /// <summary>The connection cannot be used any further (421: RFC 5321, 3.8).</summary>
    public bool Closed => Broken is Break.Lost or Break.TimedOut or Break.NotSmtp or Break.Tls || Reply.Code == 421 || Ended || OutOfStep;

    public bool Taken => Stage == Stage.Dot && Broken == Break.None && Reply.Code is >= 200 and < 300;

    /// <summary>An agreement to something that was not asked, as a 354 to the end of the data: the answers to come cannot be told apart.</summary>
    private bool OutOfStep => Broken == Break.None && Reply.Code is > 0 and < 400 && !Taken;

    private static string Printable(string words) => words.Any(char.IsControl) ? string.Concat(words.Select(c => char.IsControl(c) ? ' ' : c)) : words;
}

/// <summary>The conversation broke: caught where the stage is known, and turned into an <see cref="Answer"/>.</summary>
internal sealed class BrokenException(Break kind, string words, Exception? inner = null) : Exception(words, inner)
{
    public Break Kind => kind;
}

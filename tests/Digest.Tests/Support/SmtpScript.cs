using System.Text;

namespace Digest.Tests.Support;

/// <summary>Where a conversation is: connections are numbered from 1, mails of the connection before this one from 0, tries of the recipient from 1.</summary>
public sealed record SmtpStep(string Verb, string Line, int Connection, int MailsBefore, string? To, int Try);

public enum SmtpActKind { Reply, ReplyThenCut, Cut, Hang, TakeThenCut, TakeThenHang, ReadAhead }

/// <summary>What the server does instead of what a good one would.</summary>
public sealed record SmtpAct(SmtpActKind Kind, string Text = "")
{
    /// <summary>Does what is usual, but only when this text has come behind the command or the mail: what a client that pipelines sends ahead.</summary>
    public static SmtpAct ReadAhead(string text) => new(SmtpActKind.ReadAhead, text);

    /// <summary>Closes the connection without a word; a mail whose end this is, is lost.</summary>
    public static readonly SmtpAct Cut = new(SmtpActKind.Cut);
    public static readonly SmtpAct Hang = new(SmtpActKind.Hang);
    /// <summary>At the end of the data: takes the mail and closes the connection without saying so.</summary>
    public static readonly SmtpAct TakeThenCut = new(SmtpActKind.TakeThenCut);
    public static readonly SmtpAct TakeThenHang = new(SmtpActKind.TakeThenHang);

    public static SmtpAct Reply(string text) => new(SmtpActKind.Reply, text);

    public static SmtpAct ReplyThenCut(string text) => new(SmtpActKind.ReplyThenCut, text);
}

/// <summary>A mail as it came: envelope and octets, dots unstuffed.</summary>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, byte[] Data, int Connection)
{
    public string Text => Encoding.UTF8.GetString(Data);

    public string? MessageId => Header("Message-ID");

    public string? Header(string name)
    {
        var line = Text.Split("\r\n\r\n", 2)[0].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line?[(name.Length + 1)..].Trim();
    }
}

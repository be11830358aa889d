using System.Text;

using MailKit;

namespace Digest.Deliver.Smtp;

/// <summary>
/// Listens to MailKit's conversation: where it stands, whether the end of the data has left, and the server's answers with their enhanced
/// codes, which its exceptions leave out.
/// </summary>
internal sealed class Transcript : IProtocolLogger
{
    /// <summary>Of a reply's lines so many are kept.</summary>
    private const int MaxLines = 128;

    private readonly Queue<Stage> _asked = new();
    private readonly List<byte> _line = [];
    private readonly List<string> _lines = [];
    private byte[] _tail = [];
    private bool _inData;
    private bool _greeted;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public Stage Stage { get; private set; }

    /// <summary>The last reply.</summary>
    public Reply Reply { get; private set; }

    /// <summary>The first answer that was a refusal, and what it answered.</summary>
    public Reply? Refusal { get; private set; }

    public Stage RefusedAt { get; private set; }

    public bool Sent { get; private set; }

    public bool StartTls { get; private set; }

    /// <summary>The server agreed to what was not asked, or to the end of the data before it had come: its answers cannot be told apart any more.</summary>
    public bool OutOfStep { get; private set; }

    /// <summary>Called when it does so while the data is on its way.</summary>
    public Action? Strayed { get; set; }

    /// <summary>Called when the server wants the data: from then on another deadline holds.</summary>
    public Action? DataWanted { get; set; }

    /// <summary>A new step of which nothing is known yet.</summary>
    public void Begin(Stage stage)
    {
        _asked.Clear();
        _line.Clear();
        _lines.Clear();
        (_tail, _inData, Stage, Refusal, Sent, StartTls, OutOfStep) = ([], false, stage, null, false, false, false);
    }

    public void LogConnect(Uri uri)
    {
    }

    public void LogClient(byte[] buffer, int offset, int count)
    {
        var octets = buffer.AsSpan(offset, count);
        if (_inData)
        {
            Sent |= Ends(octets);
            return;
        }

        foreach (var line in Encoding.Latin1.GetString(octets).Split("\r\n", StringSplitOptions.RemoveEmptyEntries))
        {
            _asked.Enqueue(StageOf(line));
        }
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        foreach (var octet in buffer.AsSpan(offset, count))
        {
            if (octet != '\n')
            {
                _line.Add(octet);
                continue;
            }

            Answered(Encoding.UTF8.GetString([.. _line]).TrimEnd('\r'));
            _line.Clear();
        }
    }

    public void Dispose()
    {
    }

    private void Answered(string line)
    {
        if (line.Length < 3 || !int.TryParse(line[..3], System.Globalization.CultureInfo.InvariantCulture, out var code))
        {
            return;
        }

        if (_lines.Count < MaxLines)
        {
            _lines.Add(line.Length > 4 ? line[4..].Trim() : "");
        }

        if (line.Length > 3 && line[3] == '-')
        {
            return;
        }

        // The greeting is the one answer that nobody asks for.
        var stray = code < 400 && (_inData ? !Sent : _asked.Count == 0 && _greeted);
        OutOfStep |= stray;
        _greeted = true;
        Stage = _inData ? Stage.Dot : _asked.Count > 0 ? _asked.Dequeue() : Stage;
        Reply = Reply.Of(code, _lines);
        _lines.Clear();
        if (Stage == Stage.Data && code == 354)
        {
            (_inData, _tail, Stage) = (true, [], Stage.Dot);
            DataWanted?.Invoke();
        }
        else if (code >= 400 && Refusal is null)
        {
            (Refusal, RefusedAt) = (Reply, Stage);
        }

        if (stray && _inData)
        {
            Strayed?.Invoke();
        }
    }

    private bool Ends(ReadOnlySpan<byte> octets)
    {
        byte[] last = [.. _tail, .. octets[^Math.Min(octets.Length, 5)..]];
        _tail = last[^Math.Min(last.Length, 5)..];
        return _tail.AsSpan().SequenceEqual("\r\n.\r\n"u8);
    }

    private Stage StageOf(string line)
    {
        StartTls |= line.StartsWith("STARTTLS", StringComparison.OrdinalIgnoreCase);
        return line.Split(' ', 2)[0].ToUpperInvariant() switch
        {
            "MAIL" => Stage.Mail,
            "RCPT" => Stage.Rcpt,
            "DATA" => Stage.Data,
            "STARTTLS" => Stage.StartTls,
            "EHLO" or "HELO" => Stage.Hello,
            "AUTH" => Stage.Auth,
            _ => Stage,
        };
    }
}

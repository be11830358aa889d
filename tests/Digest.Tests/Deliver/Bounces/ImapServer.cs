using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Digest.Tests.Deliver.Bounces;

/// <summary>A scripted IMAP server (RFC 3501, MOVE): one mailbox, as much as a client that empties it needs.</summary>
internal sealed partial class ImapServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SortedDictionary<int, byte[]> _inbox = [];
    private readonly Task _serving;

    public ImapServer(params byte[][] messages)
    {
        foreach (var message in messages)
        {
            _inbox[_inbox.Count + 1] = message;
        }

        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _serving = ServeAsync();
    }

    public int Port { get; }

    /// <summary>The UIDs that are still in the inbox.</summary>
    public IReadOnlyCollection<int> Inbox => _inbox.Keys;

    /// <summary>What was moved, by folder.</summary>
    public ConcurrentDictionary<string, ConcurrentQueue<int>> Folders { get; } = [];

    public ConcurrentQueue<string> Commands { get; } = [];

    public bool RefusesLogin { get; init; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                await TalkAsync(client.GetStream());
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        await WriteAsync(stream, "* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready\r\n");
        while (await reader.ReadLineAsync(_stop.Token) is { } line)
        {
            Commands.Enqueue(line);
            var (tag, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
            var answer = Answer(rest);
            await WriteAsync(stream, $"{string.Concat(answer[..^1])}{tag} {answer[^1]}\r\n");
            if (rest.StartsWith("LOGOUT", StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    private List<string> Answer(string command) => command.Split(' ')[0] switch
    {
        "CAPABILITY" => ["* CAPABILITY IMAP4rev1 MOVE UIDPLUS\r\n", "OK done"],
        "LOGIN" => RefusesLogin ? ["NO [AUTHENTICATIONFAILED] wrong password"] : ["OK logged in"],
        "LIST" => [.. Listed(Argument(command, 1)), "OK done"],
        "CREATE" => Created(Argument(command, 0)),
        "SELECT" => [$"* {_inbox.Count} EXISTS\r\n", "* FLAGS (\\Seen \\Deleted)\r\n", "* OK [UIDVALIDITY 1] valid\r\n", "* OK [UIDNEXT 100] next\r\n", "OK [READ-WRITE] done"],
        "UID" => Uid(command[4..]),
        "LOGOUT" => ["* BYE\r\n", "OK bye"],
        _ => ["OK done"],
    };

    private IEnumerable<string> Listed(string pattern)
    {
        var known = new[] { "INBOX" }.Concat(Folders.Keys).Where(f => f.Equals(pattern, StringComparison.OrdinalIgnoreCase));
        return pattern.Length == 0 ? ["* LIST (\\Noselect) \"/\" \"\"\r\n"] : known.Select(f => $"* LIST () \"/\" \"{f}\"\r\n");
    }

    private List<string> Created(string name)
    {
        Folders[name] = new();
        return ["OK created"];
    }

    private List<string> Uid(string command)
    {
        if (command.StartsWith("SEARCH", StringComparison.Ordinal))
        {
            return [$"* SEARCH {string.Join(' ', _inbox.Keys)}\r\n", "OK done"];
        }

        var uids = Numbers(command.Split(' ')[1]).Where(_inbox.ContainsKey).ToList();
        if (command.StartsWith("FETCH", StringComparison.Ordinal))
        {
            return [.. uids.Select(u => Fetched(u, command)), "OK done"];
        }

        if (command.StartsWith("MOVE", StringComparison.Ordinal))
        {
            var folder = Argument(command, 1);
            var expunged = uids.Select(u => $"* {Position(u)} EXPUNGE\r\n").ToList();
            uids.ForEach(u => Folders[folder].Enqueue(u));
            uids.ForEach(u => _inbox.Remove(u));
            return [.. expunged, "OK moved"];
        }

        return ["OK done"];
    }

    private string Fetched(int uid, string command)
    {
        var text = Encoding.Latin1.GetString(_inbox[uid]);
        return command.Contains("BODY.PEEK[]", StringComparison.Ordinal)
            ? $"* {Position(uid)} FETCH (UID {uid} BODY[] {{{text.Length}}}\r\n{text})\r\n"
            : $"* {Position(uid)} FETCH (UID {uid} RFC822.SIZE {text.Length})\r\n";
    }

    private int Position(int uid) => _inbox.Keys.ToList().IndexOf(uid) + 1;

    private static IEnumerable<int> Numbers(string set) => set.Split(',').SelectMany(part => part.Split(':') is [var from, var to]
        ? Enumerable.Range(Number(from), Number(to) - Number(from) + 1)
        : [Number(part)]);

    private static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Argument(string command, int position) =>
        Word().Matches(command[(command.IndexOf(' ', StringComparison.Ordinal) + 1)..])[position].Value.Trim('"');

    private async Task WriteAsync(NetworkStream stream, string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text), _stop.Token);

    [GeneratedRegex("\"[^\"]*\"|[^ ]+")]
    private static partial Regex Word();
}

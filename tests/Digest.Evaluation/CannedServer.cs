using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Digest.Evaluation;

/// <summary>Answers each path of 127.0.0.1 with bytes given beforehand, once per connection, and counts who came.</summary>
internal sealed class CannedServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, string> _answers = new();
    private readonly ConcurrentDictionary<string, int> _hits = new();

    public CannedServer()
    {
        _listener.Start();
        _ = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Url(string path) => $"http://127.0.0.1:{Port}{path}";

    public int Hits(string path) => _hits.GetValueOrDefault(path);

    public void On(string path, string answer) => _answers[path] = answer;

    public void Redirect(string path, string status, string location) => On(path, $"HTTP/1.1 {status} X\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public void Document(string path, string body) => On(path, $"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\nConnection: close\r\n\r\n{body}");

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync().ConfigureAwait(false);
                _ = AnswerAsync(client);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using (client)
        {
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var path = (await reader.ReadLineAsync().ConfigureAwait(false))?.Split(' ').ElementAtOrDefault(1) ?? "";
            while (await reader.ReadLineAsync().ConfigureAwait(false) is { Length: > 0 })
            {
                // The request's head, to its end.
            }

            _hits.AddOrUpdate(path, 1, (_, n) => n + 1);
            var answer = _answers.GetValueOrDefault(path, "HTTP/1.1 404 X\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer)).ConfigureAwait(false);
        }
    }
}

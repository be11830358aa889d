using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Digest.Benchmarks;

/// <summary>
/// An SMTP server that costs next to nothing: it reads a mail in large pieces, looks for its end and forgets it. smtp-sink reads octet by octet,
/// which makes it, and not who sends, the limit.
/// </summary>
internal static class FastSink
{
    private static readonly byte[] Hello = Encoding.ASCII.GetBytes("250-fast\r\n250-PIPELINING\r\n250-SIZE 100000000\r\n250-8BITMIME\r\n250 ENHANCEDSTATUSCODES\r\n");

    public static Command Command()
    {
        var port = new Option<int>("--port") { Description = "0: a free one, which is printed." };
        var command = new Command("sink", "Take mails as fast as they come, until it is stopped.") { port };
        command.SetAction(parse => Run(parse.GetValue(port)));
        return command;
    }

    private static void Run(int port)
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
        listener.Listen(1024);
        Console.Out.WriteLine(((IPEndPoint)listener.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture));
        while (true)
        {
            var socket = listener.Accept();
            socket.NoDelay = true;
            new Thread(() => Serve(socket), 256 * 1024) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket socket)
    {
        using (socket)
        {
            try
            {
                socket.Send("220 fast ESMTP\r\n"u8);
                new Conversation(socket).Go();
            }
            catch (SocketException)
            {
                // Whoever sent has gone.
            }
        }
    }

    private sealed class Conversation(Socket socket)
    {
        private readonly byte[] _in = new byte[256 * 1024];
        private readonly List<byte> _out = [];
        private int _start;
        private int _end;
        private bool _data;
        private bool _quit;

        public void Go()
        {
            int read;
            while (!_quit && (read = socket.Receive(_in.AsSpan(_end))) > 0)
            {
                _end += read;
                while (_data ? Body() : Line())
                {
                    // As far as what was read goes.
                }

                socket.Send(_out.ToArray());
                _out.Clear();
                _in.AsSpan(_start, _end - _start).CopyTo(_in);
                (_start, _end) = (0, _end - _start);
            }
        }

        private bool Line()
        {
            var at = _in.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (at < 0)
            {
                return false;
            }

            var line = _in.AsSpan(_start, at);
            _start += at + 1;
            _data = line.StartsWith("DATA"u8);
            _quit = line.StartsWith("QUIT"u8);
            _out.AddRange(_data ? "354 go\r\n"u8 : _quit ? "221 2.0.0 bye\r\n"u8 : line.StartsWith("EHLO"u8) ? Hello : "250 2.1.0 Ok\r\n"u8);
            return !_quit;
        }

        // Where the end is not there yet, its first four octets may be.
        private bool Body()
        {
            var at = _in.AsSpan(_start, _end - _start).IndexOf("\r\n.\r\n"u8);
            if (at < 0)
            {
                _start = Math.Max(_start, _end - 4);
                return false;
            }

            _start += at + 5;
            _data = false;
            _out.AddRange("250 2.0.0 Ok: queued as 1\r\n"u8);
            return true;
        }
    }
}

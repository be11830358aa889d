using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace Digest.Benchmarks;

/// <summary>A relay some milliseconds away: passes octets on at once, and answers back so much later, in order and without holding up one another.</summary>
internal sealed class FarRelay : IAsyncDisposable
{
    private readonly Socket _listener;
    private readonly Task _loop;
    private readonly CancellationTokenSource _stop = new();

    private FarRelay(Socket listener, int to, TimeSpan delay)
    {
        _listener = listener;
        _loop = AcceptAsync(to, delay);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    /// <summary>A process of its own, so that its work is not counted as ours.</summary>
    public static Command Command()
    {
        var to = new Option<int>("--to") { Description = "The port of the relay.", Required = true };
        var delay = new Option<int>("--delay") { Description = "Milliseconds.", DefaultValueFactory = _ => 20 };
        var command = new Command("far", "Pass mails on to a relay on this machine, and answer so much later, until it is stopped; prints its port.") { to, delay };
        command.SetAction(async (parse, ct) =>
        {
            await using var far = Start(parse.GetValue(to), TimeSpan.FromMilliseconds(parse.GetValue(delay)));
            Console.Out.WriteLine(far.Port.ToString(CultureInfo.InvariantCulture));
            await Task.WhenAny(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct)).ConfigureAwait(false);
        });
        return command;
    }

    private static FarRelay Start(int to, TimeSpan delay)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(256);
        return new FarRelay(listener, to, delay);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await Task.WhenAny(_loop).ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task AcceptAsync(int to, TimeSpan delay)
    {
        while (!_stop.IsCancellationRequested)
        {
            var near = await _listener.AcceptAsync(_stop.Token).ConfigureAwait(false);
            var far = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            near.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, to, _stop.Token).ConfigureAwait(false);
            _ = PassAsync(near, far);
            _ = AnswerAsync(far, near, delay);
        }
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[128 * 1024];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
            {
                await to.SendAsync(buffer.AsMemory(0, read), _stop.Token).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            to.Dispose();
        }
    }

    private async Task AnswerAsync(Socket from, Socket to, TimeSpan delay)
    {
        var queue = Channel.CreateUnbounded<(DateTimeOffset Due, byte[] Octets)>();
        var later = LaterAsync(queue.Reader, to);
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await from.ReceiveAsync(buffer, _stop.Token).ConfigureAwait(false)) > 0)
            {
                await queue.Writer.WriteAsync((TimeProvider.System.GetUtcNow() + delay, buffer[..read]), _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            to.Dispose();
        }

        queue.Writer.Complete();
        await later.ConfigureAwait(false);
        to.Dispose();
        from.Dispose();
    }

    private async Task LaterAsync(ChannelReader<(DateTimeOffset Due, byte[] Octets)> queue, Socket to)
    {
        try
        {
            await foreach (var (due, octets) in queue.ReadAllAsync(_stop.Token).ConfigureAwait(false))
            {
                var wait = due - TimeProvider.System.GetUtcNow();
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, TimeProvider.System, _stop.Token).ConfigureAwait(false);
                }

                await to.SendAsync(octets, _stop.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            to.Dispose();
        }
    }
}

using System.Threading.Channels;

namespace Digest.Gather.Fetch;

/// <summary>
/// Spreads work over hosts: each host has a few lanes, a lane does one thing at a time and rests between two, and workers take
/// whichever lane is ready. So one slow or large host never holds up the others, and no worker waits for a rest to end.
/// </summary>
public sealed class HostLanes<T>(int perHost, Func<string, TimeSpan> pause, TimeProvider clock)
{
    private readonly Channel<Host> _ready = Channel.CreateUnbounded<Host>();
    private readonly Dictionary<string, Host> _hosts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lock _lock = new();
    private TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _left;
    private bool _closed;

    /// <summary>Added and not yet done.</summary>
    public int Left => Volatile.Read(ref _left);

    /// <summary>Ends when the next piece of work has ended.</summary>
    public Task NextDoneAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            return _done.Task.WaitAsync(ct);
        }
    }

    public void Add(string host, T work)
    {
        lock (_lock)
        {
            _left++;
            if (!_hosts.TryGetValue(host, out var lanes))
            {
                _hosts[host] = lanes = new(host);
            }

            lanes.Waiting.Enqueue(work);
            if (lanes.Lanes < perHost)
            {
                lanes.Lanes++;
                _ready.Writer.TryWrite(lanes);
            }
        }
    }

    /// <summary>No more is added: workers end when all is done.</summary>
    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Finish();
        }
    }

    /// <summary>Works until closed and empty.</summary>
    /// <exception cref="OperationCanceledException">Cancelled: what was waiting is left.</exception>
    public Task RunAsync(int workers, Func<T, CancellationToken, Task> work, CancellationToken ct) =>
        Task.WhenAll(Enumerable.Range(0, workers).Select(_ => WorkAsync(work, ct)));

    /// <summary>Takes all that waits for a host, which no lane will then do.</summary>
    public IReadOnlyList<T> TakeAll(string host)
    {
        lock (_lock)
        {
            if (!_hosts.TryGetValue(host, out var lanes))
            {
                return [];
            }

            var taken = lanes.Waiting.ToList();
            lanes.Waiting.Clear();
            _left -= taken.Count;
            Finish();
            return taken;
        }
    }

    private async Task WorkAsync(Func<T, CancellationToken, Task> work, CancellationToken ct)
    {
        await foreach (var host in _ready.Reader.ReadAllAsync(ct).ConfigureAwait(false))
        {
            if (Next(host) is not { } next)
            {
                continue;
            }

            try
            {
                await work(next.Work, ct).ConfigureAwait(false);
            }
            finally
            {
                Done(host, ct);
            }
        }
    }

    private (T Work, bool Found)? Next(Host host)
    {
        lock (_lock)
        {
            if (host.Waiting.TryDequeue(out var work))
            {
                return (work, true);
            }

            Leave(host);
            return null;
        }
    }

    private void Done(Host host, CancellationToken ct)
    {
        lock (_lock)
        {
            _left--;
            if (host.Waiting.Count == 0)
            {
                Leave(host);
            }
            else if (pause(host.Name) is { Ticks: > 0 } rest)
            {
                _ = ReturnAsync(host, rest, ct);
            }
            else
            {
                _ready.Writer.TryWrite(host);
            }

            _done.SetResult();
            _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            Finish();
        }
    }

    private async Task ReturnAsync(Host host, TimeSpan rest, CancellationToken ct)
    {
        await Task.Delay(rest, clock, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ready.Writer.TryWrite(host);
    }

    private void Leave(Host host)
    {
        if (--host.Lanes == 0 && host.Waiting.Count == 0)
        {
            _hosts.Remove(host.Name);
        }
    }

    private void Finish()
    {
        if (_closed && _left == 0)
        {
            _ready.Writer.TryComplete();
        }
    }

    private sealed class Host(string name)
    {
        public string Name => name;
        public Queue<T> Waiting { get; } = new();
        public int Lanes { get; set; }
    }
}

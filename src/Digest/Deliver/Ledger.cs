using System.Collections.Concurrent;

using Digest.Store;

namespace Digest.Deliver;

/// <summary>The ledger could not be written: nothing may be sent without it.</summary>
internal sealed class LedgerException(Exception inner) : Exception("The ledger cannot be written, so nothing is sent: " + inner.Message, inner);

/// <summary>
/// Writes the ledger for all connections: one thread takes whatever waits, writes it in one transaction, and lets the waiters go on. So each mail
/// is durable at the price of a share of a commit (group commit), and SQLite sees one writer.
/// </summary>
/// <remarks>
/// A PostgreSQL that was lost is waited for as long as a lease holds. What a relay has answered is never dropped: when a commit fails for good it
/// is kept, and written before anything else once the database is back.
/// </remarks>
internal sealed class Ledger : IDisposable
{
    /// <summary>
    /// How long the first mail of a group waits for company at least, while most connections are at work: a tenth of what a mail takes on the way to
    /// a relay nearby, and fewer commits.
    /// </summary>
    private static readonly TimeSpan Company = TimeSpan.FromMilliseconds(1);

    /// <summary>How long at most, while mails stand in the relay's own queue for as long: of the commits that 1 ms makes, two in five are left.</summary>
    private static readonly TimeSpan MostCompany = TimeSpan.FromMilliseconds(4);

    /// <summary>A ledger that is away is tried again after this long, then twice as long …</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);

    /// <summary>… and at least this often.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private readonly ConcurrentQueue<Entry> _unsaved = new();
    private readonly Thread _thread;
    private readonly TimeSpan _lease;
    private readonly List<Submission> _submissions = [];
    private readonly List<Entry> _handing = [];
    private List<Entry> _waiting = [];
    private int _senders;
    private bool _closed;
    private volatile bool _hurried;
    private KeptConnection? _connection;
    private DeliveryMarks? _marks;

    public Ledger(Database database, TimeProvider clock, TimeSpan lease)
    {
        (_database, _clock, _lease) = (database, clock, lease);
        _thread = new Thread(Loop) { IsBackground = true, Name = "ledger" };
        _thread.Start();
    }

    /// <summary>Rows whose lease was lost to another owner before they were written.</summary>
    public long Fenced { get; private set; }

    /// <summary>Groups that were written again, since the connection to the database was lost: a claim among them may have taken rows that nobody heard of.</summary>
    public long Torn { get; private set; }

    /// <summary>Whether a database that is away is waited for; not any more when the program must end.</summary>
    public bool Hurried
    {
        get => _hurried;
        set => _hurried = value;
    }

    /// <summary>A connection begins to send mails, each of which it will wait for here.</summary>
    public void Join() => Interlocked.Increment(ref _senders);

    /// <summary>It has ended.</summary>
    public void Leave() => Interlocked.Decrement(ref _senders);

    /// <summary>Handing is durable when this is done; false when the row is no longer ours.</summary>
    public Task<bool> HandAsync(Lease lease) => AddAsync(new Entry { Kind = Kind.Hand, Next = lease });

    /// <summary>Submitted is durable when this is done, and so is the handing of the next row where there is one, in the same commit.</summary>
    /// <returns>Whether the next row is ours.</returns>
    /// <param name="patience">How long it may wait for company: what it would wait in the relay's queue instead.</param>
    public Task<bool> SubmitAsync(Submission submission, Lease? next = null, TimeSpan patience = default) =>
        AddAsync(new Entry { Kind = Kind.Submit, Submission = submission, Next = next, Patience = patience });

    /// <summary>Any other statement, in the next group. Kept until it can be written when it records what a relay said.</summary>
    public Task<bool> WriteAsync(Func<Session, Task> write, bool keep) => AddAsync(new Entry { Kind = keep ? Kind.Keep : Kind.Write, Write = write });

    /// <summary>Writes what an earlier failure kept.</summary>
    /// <exception cref="LedgerException">The database is still away.</exception>
    public async Task FlushAsync()
    {
        var kept = new List<Entry>();
        while (_unsaved.TryDequeue(out var entry))
        {
            kept.Add(entry);
        }

        var tasks = kept.Select(e => AddAsync(new Entry { Kind = e.Kind, Submission = e.Submission, Write = e.Write })).ToList();
        tasks.Add(WriteAsync(s => s.ScalarAsync<long>("SELECT 1"), keep: false));
        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        Disconnect();
    }

    private Task<bool> AddAsync(Entry entry)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            _waiting.Add(entry);
            if (_waiting.Count == 1 || _waiting.Count == Enough)
            {
                Monitor.Pulse(_gate);
            }
        }

        return entry.Done.Task;
    }

    // Half of the connections: the others keep the relay busy meanwhile.
    private int Enough => (Volatile.Read(ref _senders) + 1) / 2;

    // Whatever came while the last group was written is the next one: the busier the ledger, the more mails share a commit.
    private void Loop()
    {
        List<Entry> group = [];
        while (Take(ref group))
        {
            // This thread has nothing else to do: on SQLite the calls inside finish before they return.
            CommitAsync(group).GetAwaiter().GetResult();
            group.Clear();
        }
    }

    private bool Take(ref List<Entry> group)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0)
            {
                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }

            if (_waiting.Count < Enough && !_closed)
            {
                Monitor.Wait(_gate, CompanyFor(_waiting));
            }

            (group, _waiting) = (_waiting, group);
            return true;
        }
    }

    // The least patient decides: to a far relay, a mail that waits here is late there.
    private static TimeSpan CompanyFor(List<Entry> waiting)
    {
        var least = MostCompany;
        foreach (var entry in waiting)
        {
            least = entry.Patience < least ? entry.Patience : least;
        }

        return least < Company ? Company : least;
    }

    // A connection that was lost is opened again and the group written again, for as long as the leases hold: whatever became of the first try, each
    // of its statements under its lease changes nothing the second time, and no connection to a relay goes on before it is durable.
    private async Task CommitAsync(List<Entry> group)
    {
        var (began, wait) = (_clock.GetTimestamp(), FirstWait);
        while (await TryAsync(group).ConfigureAwait(false) is { } e)
        {
            Disconnect();
            if (!_database.IsLost(e) || _hurried || _clock.GetElapsedTime(began) >= _lease)
            {
                Failed(group, e);
                return;
            }

            Torn++;
            await Task.Delay(wait, _clock).ConfigureAwait(false);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }

        Tell(group, static entry => entry.Done.SetResult(entry.Ours));
    }

    // A task of the pool for many waiters: to wake a thread for each costs more than what most of them do next. As many tasks as processors, so that none idles.
    private static void Tell(List<Entry> group, Action<Entry> tell)
    {
        foreach (var some in group.Chunk((group.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount))
        {
            ThreadPool.UnsafeQueueUserWorkItem(entries => Array.ForEach(entries, tell), some, preferLocal: false);
        }
    }

    /// <returns>What stood in the way, or null.</returns>
    private async Task<Exception?> TryAsync(List<Entry> group)
    {
        try
        {
            if (_connection is null)
            {
                _connection = await _database.KeepAsync().ConfigureAwait(false);
                _marks = DeliveryMarks.On(_connection.Connection);
            }

            await _database.WriteOnAsync(_connection, s => WriteGroupAsync(s, group)).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is not LedgerException)
        {
            // Also a fault of the program: whoever waits must hear of it, or they would wait for ever.
            return e;
        }
    }

    private async Task WriteGroupAsync(Session s, List<Entry> group)
    {
        var now = _clock.GetUtcNow();
        _submissions.Clear();
        _handing.Clear();
        foreach (var entry in group)
        {
            if (entry.Kind == Kind.Submit)
            {
                _submissions.Add(entry.Submission);
            }

            if (entry.Next is not null)
            {
                _handing.Add(entry);
            }
        }

        if (_submissions.Count > 0)
        {
            await _marks!.SubmitAsync(s.Transaction, _submissions, (_, ours) => Fenced += ours ? 0 : 1, now).ConfigureAwait(false);
        }

        if (_handing.Count > 0)
        {
            await _marks!.HandAsync(s.Transaction, [.. _handing.Select(e => e.Next!.Value)], (i, ours) => _handing[i].Ours = ours, now, now + _lease).ConfigureAwait(false);
        }

        foreach (var entry in group.Where(e => e.Write is not null))
        {
            await entry.Write!(s).ConfigureAwait(false);
        }
    }

    private void Disconnect()
    {
        _marks?.Dispose();
        _connection?.Dispose();
        (_marks, _connection) = (null, null);
    }

    private void Failed(List<Entry> group, Exception e)
    {
        foreach (var entry in group)
        {
            if (entry.Kind is Kind.Submit or Kind.Keep)
            {
                _unsaved.Enqueue(entry);
            }
        }

        Tell(group, entry => entry.Done.SetException(new LedgerException(e)));
    }

    private enum Kind { Hand, Submit, Keep, Write }

    private sealed class Entry
    {
        public required Kind Kind { get; init; }
        /// <summary>The row to be handed.</summary>
        public Lease? Next { get; init; }
        public Submission Submission { get; init; }
        public Func<Session, Task>? Write { get; init; }
        public TimeSpan Patience { get; init; }
        public bool Ours { get; set; } = true;
        /// <summary>Whoever sets it lets the waiter go on in its own thread.</summary>
        public TaskCompletionSource<bool> Done { get; } = new();
    }
}

using Digest.Deliver.Smtp;

namespace Digest.Deliver;

/// <summary>The connections to one relay: one at first, and more once it stands, as many as there is work for.</summary>
internal sealed class Crew(Relay relay, int limit, Outbox outbox, Bookkeeper books, Func<Relay, Desk> newDesk, ILogger log, CancellationToken stop, CancellationToken abort)
{
    private readonly Lock _lock = new();
    private readonly List<Task> _workers = [];
    private int _running;
    private int _open;

    /// <summary>Works until nothing is due, the relay is down, or it is told to stop.</summary>
    public async Task RunAsync()
    {
        Start();
        for (var i = 0; ; i++)
        {
            Task worker;
            lock (_lock)
            {
                if (i >= _workers.Count)
                {
                    return;
                }

                worker = _workers[i];
            }

            await worker.ConfigureAwait(false);
        }
    }

    private void Start()
    {
        lock (_lock)
        {
            _running++;
            _workers.Add(Task.Run(WorkAsync, CancellationToken.None));
        }
    }

    private void Grow()
    {
        while (true)
        {
            lock (_lock)
            {
                if (_running >= Math.Min(limit, relay.ConnectionLimit) || _running > outbox.Count || stop.IsCancellationRequested || relay.IsDown)
                {
                    return;
                }
            }

            Start();
        }
    }

    private async Task WorkAsync()
    {
        var desk = newDesk(relay);
        try
        {
            while (!stop.IsCancellationRequested && !relay.IsDown && relay.LeftToday > 0 && await desk.AnyAsync().ConfigureAwait(false))
            {
                if (!await ConnectionAsync(desk).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        finally
        {
            await desk.PutBackAsync().ConfigureAwait(false);
            lock (_lock)
            {
                _running--;
            }
        }
    }

    // One connection from hello to goodbye. False: no other one now.
    private async Task<bool> ConnectionAsync(Desk desk)
    {
        await using var connection = relay.NewConnection();
        await using var end = abort.Register(connection.Abort);
        using var needed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var opening = connection.OpenAsync(needed.Token);
        if (!await desk.WhileAsync(opening, () => Volatile.Read(ref _open) > 0).ConfigureAwait(false))
        {
            await needed.CancelAsync().ConfigureAwait(false);
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return false;
        }

        if (await opening.ConfigureAwait(false) is { } refused)
        {
            await RefusedAsync(refused).ConfigureAwait(false);
            return false;
        }

        relay.Opened();
        Interlocked.Increment(ref _open);
        desk.Join();
        try
        {
            Grow();
            var ended = await connection.SendAsync(desk).ConfigureAwait(false);
            if (ended is null)
            {
                await connection.QuitAsync().ConfigureAwait(false);
                return desk.LimitReached;
            }

            return Ended(ended, desk);
        }
        finally
        {
            desk.Leave();
            Interlocked.Decrement(ref _open);
        }
    }

    // A connection too many is no sign of a relay that is down.
    private async Task RefusedAsync(Answer answer)
    {
        var open = Volatile.Read(ref _open);
        if (open > 0 && answer.Stage <= Stage.Hello)
        {
            relay.LearnConnections(open);
            log.LogWarning("{Relay} refused a connection beside {Open}: {Reply}. No more than that now", relay.Name, open, answer.Said);
            return;
        }

        if (Judge.Of(answer).Fault == Fault.Login)
        {
            await books.LoginAsync(relay, answer).ConfigureAwait(false);
            return;
        }

        relay.Failed($"{answer.Stage}: {answer.Said}");
        log.LogWarning("{Relay} is down until {Until:T}: {Reply}", relay.Name, relay.DownUntil, answer.Said);
    }

    private bool Ended(Answer answer, Desk desk)
    {
        if (answer is { Stage: Stage.Mail, Reply.Code: 421 })
        {
            // Where other mails were answered before, refused though they were, the relay is at work.
            if (desk.Answered <= 1)
            {
                relay.Failed(answer.Said);
            }
            else if (relay.LearnMessages(desk.Taken))
            {
                log.LogInformation("{Relay} takes {Count} mails on a connection", relay.Name, desk.Taken);
            }
        }
        else if (answer.Broken != Break.None && desk.Answered == 0 && relay.Dropped($"connections break: {answer.Said}"))
        {
            log.LogWarning("{Relay} is down until {Until:T}: {Reply}", relay.Name, relay.DownUntil, answer.Said);
        }

        return !relay.IsDown;
    }
}

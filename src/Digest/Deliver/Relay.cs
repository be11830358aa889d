using Digest.Deliver.Smtp;
using Digest.Store;

namespace Digest.Deliver;

/// <summary>One relay and what was learnt of it: whether it answers, how many connections and mails on each it bears.</summary>
internal sealed class Relay(RelayOptions options, DeliverOptions deliver, TimeProvider clock)
{
    /// <summary>What a relay bears changes: one that was restarted refused for that, and is not held to it for ever.</summary>
    private static readonly TimeSpan Remembers = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private (int Most, DateTimeOffset At)? _connections;
    private (int Most, DateTimeOffset At)? _messages;
    private int _failures;
    private int _dropped;
    private bool _refused;
    private bool _told;
    private DateTimeOffset _restsUntil;
    private string? _because;
    private DateTimeOffset? _downSince;
    private DateOnly _day;
    private long _today;
    private int _onTheWay;
    private int _urgent;

    public RelayOptions Options => options;

    public string Name { get; } = options.Title;

    public Gate Gate { get; } = new(options.MaxPerSecond, clock);

    public Pace Pace { get; } = new();

    /// <summary>What the table of pauses says of it: set by an operator, or when it refused us; over when somebody resumes it.</summary>
    public Pause? Pause { get; set; }

    /// <summary>It is left alone until then.</summary>
    public DateTimeOffset DownUntil => Pause is null ? _restsUntil : Pause.Until is { } until ? until > _restsUntil ? until : _restsUntil : DateTimeOffset.MaxValue;

    /// <summary>What stood in the way last; null once a connection stood again.</summary>
    public string? DownBecause => Pause is null ? _because : Pause.Reason;

    /// <summary>Connections at once; for an hour what the relay bore when it said that it was too many.</summary>
    public int ConnectionLimit => _connections is { } learnt && IsRecent(learnt.At) ? learnt.Most : options.Connections;

    /// <summary>Mails on one connection; for an hour what the relay was seen to take.</summary>
    public int MessageLimit => _messages is { } learnt && IsRecent(learnt.At) ? learnt.Most : options.MessagesPerConnection > 0 ? options.MessagesPerConnection : int.MaxValue;

    /// <summary>Something urgent waits for this relay's next turn: where turns are few, digests leave it to that.</summary>
    public bool HoldsUrgent => Volatile.Read(ref _urgent) > 0;

    public void HoldUrgent(bool holds) => Interlocked.Add(ref _urgent, holds ? 1 : -1);

    public bool IsDown => clock.GetUtcNow() < DownUntil;

    /// <summary>What is left of today's share while the relay's address is warmed up; no limit: the largest number.</summary>
    public long LeftToday => options.WarmUpFrom is { } from && Today.DayNumber - from.DayNumber is var day && day < options.WarmUp.Count
        ? day < 0 ? 0 : Math.Max(0, options.WarmUp[day] - SentOn(Today) - Volatile.Read(ref _onTheWay))
        : long.MaxValue;

    public DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public ISmtpConnection NewConnection() => options.Client == RelayClient.MailKit
        ? new MailKitConnection(options, deliver, clock)
        : new LeanConnection(options, deliver, clock);

    /// <summary>What the ledger says was sent today, known from before this start.</summary>
    public void Sent(DateOnly day, long count)
    {
        lock (_lock)
        {
            (_day, _today) = (day, count);
        }
    }

    /// <summary>Takes one of today's share for a mail that is about to go; ended by <see cref="Succeeded"/> or <see cref="Ended"/>.</summary>
    /// <returns>False when none is left.</returns>
    public bool TryBegin()
    {
        if (options.WarmUp.Count == 0)
        {
            return true;
        }

        lock (_lock)
        {
            var any = LeftToday > 0;
            _onTheWay += any ? 1 : 0;
            return any;
        }
    }

    /// <summary>It was not taken: another may go in its place.</summary>
    public void Ended()
    {
        if (options.WarmUp.Count > 0)
        {
            lock (_lock)
            {
                _onTheWay = Math.Max(0, _onTheWay - 1);
            }
        }
    }

    /// <summary>A mail was taken.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            _onTheWay = Math.Max(0, _onTheWay - 1);
            (_failures, _dropped, _because, _downSince, _told) = (0, 0, null, null, false);
            _today = _day == Today ? _today + 1 : 1;
            _day = Today;
        }
    }

    /// <summary>A connection stands. One that was on its way when another failed does not make the relay well: it would count one outage twice.</summary>
    public void Opened()
    {
        lock (_lock)
        {
            if (!IsDown)
            {
                (_restsUntil, _because) = (default, null);
            }
        }
    }

    /// <summary>It is away or busy: probed after the first wait, then twice as long each time.</summary>
    public void Failed(string because)
    {
        lock (_lock)
        {
            if (IsDown)
            {
                return;
            }

            var wait = TimeSpan.FromTicks(Math.Min(deliver.ProbeAtLeast.Ticks, deliver.ProbeAfter.Ticks << Math.Min(_failures, 20)));
            _failures++;
            Rest(clock.GetUtcNow() + wait, because);
        }
    }

    /// <summary>A connection broke before any mail was answered; five such in a row are not the mails' fault.</summary>
    /// <returns>True when the relay is left alone for that.</returns>
    public bool Dropped(string because)
    {
        lock (_lock)
        {
            if (++_dropped < 5)
            {
                return false;
            }

            _dropped = 0;
        }

        Failed(because);
        return true;
    }

    /// <summary>It does not let us in, or cannot be secured: hammering locks accounts.</summary>
    public void Refused(DateTimeOffset until, string because)
    {
        lock (_lock)
        {
            _refused = true;
            Rest(until, because);
        }
    }

    /// <summary>At the start of a run: with no pause in the table, somebody resumed a relay that had refused us.</summary>
    public void Begin(Pause? pause)
    {
        lock (_lock)
        {
            Pause = pause;
            _onTheWay = 0;
            (_restsUntil, _because) = _refused && pause is null ? (default, null) : (_restsUntil, _because);
            _refused &= pause is not null;
        }
    }

    /// <summary>Since when nothing goes through it, when that is longer than so long; says so once in an outage.</summary>
    public DateTimeOffset? Away(TimeSpan longerThan)
    {
        lock (_lock)
        {
            if (_told || _downSince is not { } since || clock.GetUtcNow() - since < longerThan)
            {
                return null;
            }

            _told = true;
            return since;
        }
    }

    /// <summary>It closed a connection after so many mails.</summary>
    /// <returns>True when that is news.</returns>
    public bool LearnMessages(int taken)
    {
        lock (_lock)
        {
            var news = taken > 0 && taken < MessageLimit;
            _messages = news ? (taken, clock.GetUtcNow()) : _messages;
            return news;
        }
    }

    /// <summary>It refused a connection beside so many open ones.</summary>
    public void LearnConnections(int open)
    {
        lock (_lock)
        {
            _connections = (Math.Clamp(open, 1, ConnectionLimit), clock.GetUtcNow());
        }
    }

    private bool IsRecent(DateTimeOffset at) => clock.GetUtcNow() - at < Remembers;

    private void Rest(DateTimeOffset until, string because)
    {
        lock (_lock)
        {
            _restsUntil = until > _restsUntil ? until : _restsUntil;
            _because = because;
            _downSince ??= clock.GetUtcNow();
        }
    }

    private long SentOn(DateOnly day)
    {
        lock (_lock)
        {
            return _day == day ? _today : 0;
        }
    }
}

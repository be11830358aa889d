namespace Digest.Deliver.Smtp;

/// <summary>
/// The mails of one connection. At most one mail's end of data is unanswered at any time, and nothing of the next body leaves before the
/// last mail's 250 is durable: a crash leaves at most one mail per connection that the relay took and the ledger does not know of. The one
/// behind it, whose envelope went out with its body (RFC 2920), is handed already, and in doubt too, but nobody can have it.
/// </summary>
internal sealed class LeanDialogue(Wire wire, Offers offers, DeliverOptions options, Desk desk)
{
    private static readonly Task<bool> Nothing = Task.FromResult(false);

    private readonly OutBuffer _out = new();
    /// <summary>The letter whose envelope or body is under way, where it is, and whether its last octet may have left.</summary>
    private Letter? _current;
    private Stage _stage;
    private bool _sent;
    /// <summary>The letter whose envelope went out behind the current one's body.</summary>
    private Letter? _next;
    /// <summary>The letter after that, rendered while the server works, and whether its handing is durable.</summary>
    private Letter? _ahead;
    private Task<bool> _aheadHanded = Nothing;
    /// <summary>The first refusal of the group whose answers are being read.</summary>
    private Answer? _bad;
    /// <summary>The last answer on its way into the ledger.</summary>
    private Task _recorded = Task.CompletedTask;
    /// <summary>A transaction was begun and refused: the next envelope clears it first.</summary>
    private bool _reset;

    /// <summary>MAIL, RCPT and DATA in one write, behind the last body where one is under way.</summary>
    public async Task<Answer?> PipelinedAsync()
    {
        try
        {
            while (await FirstAsync().ConfigureAwait(false) is { } letter)
            {
                Begin(letter);
                if (await GroupsAsync().ConfigureAwait(false) is { } ended)
                {
                    return ended;
                }
            }

            return null;
        }
        catch (BrokenException e)
        {
            return await BrokenAsync(e).ConfigureAwait(false);
        }
        finally
        {
            await _recorded.ConfigureAwait(false);
        }
    }

    /// <summary>Every command waits for its answer, as servers without PIPELINING need it.</summary>
    public async Task<Answer?> OneByOneAsync()
    {
        try
        {
            while (await desk.NextAsync().ConfigureAwait(false) is { } letter)
            {
                if (Envelope.Refusal(letter, offers) is { } refusal)
                {
                    await desk.AnswerAsync(letter, refusal).ConfigureAwait(false);
                }
                else if (await StepsAsync(letter).ConfigureAwait(false) is { } ended)
                {
                    return ended;
                }
            }

            return null;
        }
        catch (BrokenException e)
        {
            return await BrokenAsync(e).ConfigureAwait(false);
        }
    }

    // A letter that this server can take, and whose handing is durable.
    private async ValueTask<Letter?> FirstAsync()
    {
        if (await AheadAsync().ConfigureAwait(false) is { } ahead)
        {
            return ahead;
        }

        while (await desk.NextAsync().ConfigureAwait(false) is { } letter)
        {
            if (Envelope.Refusal(letter, offers) is { } refusal)
            {
                await desk.AnswerAsync(letter, refusal).ConfigureAwait(false);
            }
            else if (await desk.HandAsync(letter).ConfigureAwait(false))
            {
                return letter;
            }
        }

        return null;
    }

    // The letter that was handed with the last answer.
    private async ValueTask<Letter?> AheadAsync()
    {
        var (letter, handed) = (_ahead, _aheadHanded);
        (_ahead, _aheadHanded) = (null, Nothing);
        return await handed.ConfigureAwait(false) && letter is not null ? letter : null;
    }

    // Where nothing was handed with the last answer, at the start or after the outbox ran dry: one that is there without waiting, handed on its own.
    private async ValueTask<Letter?> SecondAsync() =>
        await PeekAsync().ConfigureAwait(false) is { } letter && await desk.HandAsync(letter).ConfigureAwait(false) ? letter : null;

    // One that is there without waiting, rendered while the server works on the last body.
    private async ValueTask<Letter?> PeekAsync()
    {
        while (await desk.TryNextAsync().ConfigureAwait(false) is { } letter)
        {
            if (Envelope.Refusal(letter, offers) is not { } refusal)
            {
                return letter;
            }

            await desk.AnswerAsync(letter, refusal).ConfigureAwait(false);
        }

        return null;
    }

    private void Begin(Letter letter)
    {
        (_current, _stage, _sent) = (letter, Stage.Mail, false);
        _out.Clear();
    }

    // The current letter's envelope goes out alone; then bodies, each with the next envelope behind it, until there is no next.
    private async Task<Answer?> GroupsAsync()
    {
        WriteEnvelope(_current!);
        await wire.WriteAsync(_out.Written, options.CommandTimeout).ConfigureAwait(false);
        while (_current is { } letter)
        {
            if (await EnvelopeAnswersAsync().ConfigureAwait(false) is { } refused)
            {
                return await RefusedAsync(letter, refused).ConfigureAwait(false);
            }

            if (!await desk.StillWantedAsync(letter).ConfigureAwait(false))
            {
                // The relay waits for a body that nobody wants any more: only the end of the connection takes DATA back.
                _current = null;
                await GiveBackAsync().ConfigureAwait(false);
                return new Answer(Stage.Data, default, Break.Lost, "the mail is not wanted any more");
            }

            // One commit makes the last answer and this handing durable; no body leaves before it.
            await _recorded.ConfigureAwait(false);
            _next = await AheadAsync().ConfigureAwait(false) ?? await SecondAsync().ConfigureAwait(false);
            var answer = await BodyAsync(letter).ConfigureAwait(false);
            _current = null;
            if (answer.Closed)
            {
                await GiveBackAsync().ConfigureAwait(false);
                await desk.AnswerAsync(letter, answer).ConfigureAwait(false);
                return answer;
            }

            _recorded = _aheadHanded = desk.AnswerAndHandAsync(letter, answer, _ahead);

            (_current, _next, _stage, _sent) = (_next, null, Stage.Mail, false);
        }

        return null;
    }

    private async Task<Answer?> StepsAsync(Letter letter)
    {
        Begin(letter);
        if (_reset)
        {
            _reset = false;
            if (Goodbye(await CommandAsync("RSET\r\n").ConfigureAwait(false)) is { } goodbye)
            {
                return await RefusedAsync(letter, goodbye).ConfigureAwait(false);
            }
        }

        if (await RefusesAsync(Stage.Mail, Envelope.Mail(letter, offers)).ConfigureAwait(false) is { } mail)
        {
            return await RefusedAsync(letter, mail).ConfigureAwait(false);
        }

        if (await RefusesAsync(Stage.Rcpt, Envelope.Rcpt(letter, offers)).ConfigureAwait(false) is { } rcpt)
        {
            return await RefusedAsync(letter, rcpt).ConfigureAwait(false);
        }

        if (!await desk.HandAsync(letter).ConfigureAwait(false))
        {
            _current = null;
            _reset = true;
            return null;
        }

        if (await RefusesAsync(Stage.Data, "DATA\r\n").ConfigureAwait(false) is { } data)
        {
            return await RefusedAsync(letter, data).ConfigureAwait(false);
        }

        var answer = await BodyAsync(letter).ConfigureAwait(false);
        _current = null;
        await desk.AnswerAsync(letter, answer).ConfigureAwait(false);
        return answer.Closed ? answer : null;
    }

    private async ValueTask<Answer?> RefusesAsync(Stage stage, string command)
    {
        _stage = stage;
        var reply = await CommandAsync(command).ConfigureAwait(false);
        if (stage == Stage.Data && reply.Code == 354)
        {
            InStep();
            return null;
        }

        return stage != Stage.Data && reply.Code is >= 200 and < 300 ? null : new Answer(stage, reply);
    }

    // All that was asked is answered. What came beyond that would be taken for the answer to the end of the data.
    private void InStep()
    {
        if (wire.HasUnread)
        {
            throw new BrokenException(Break.NotSmtp, Answer.TooMuch);
        }
    }

    private async ValueTask<Reply> CommandAsync(string command)
    {
        _out.Clear();
        _out.Write(command);
        await wire.WriteAsync(_out.Written, options.CommandTimeout).ConfigureAwait(false);
        return await wire.ReadAsync(options.CommandTimeout).ConfigureAwait(false);
    }

    private async Task<Answer?> RefusedAsync(Letter letter, Answer refused)
    {
        _current = null;
        _bad = null;
        _reset = true;
        if (refused.Closed)
        {
            await GiveBackAsync().ConfigureAwait(false);
        }

        await desk.AnswerAsync(letter, refused).ConfigureAwait(false);
        return refused.Closed ? refused : null;
    }

    // Whatever else RSET is answered does not matter; after a 421 the envelope behind it goes unheard, as if MAIL had been told so.
    private static Answer? Goodbye(Reply reply) => reply.Code == 421 ? new Answer(Stage.Mail, reply, Ended: true) : null;

    // Every answer of the group is read and judged (RFC 2920, 3.1); after a 421 none follow.
    private async ValueTask<Answer?> EnvelopeAnswersAsync()
    {
        if (_reset)
        {
            _reset = false;
            if (Goodbye(await wire.ReadAsync(options.CommandTimeout, words: false).ConfigureAwait(false)) is { } goodbye)
            {
                return goodbye;
            }
        }

        for (_stage = Stage.Mail; _stage <= Stage.Data; _stage++)
        {
            var reply = await wire.ReadAsync(options.CommandTimeout, words: false).ConfigureAwait(false);
            if (reply.Code == 421)
            {
                return (_bad ?? new Answer(_stage, reply)) with { Ended = true };
            }

            if (_stage == Stage.Data && reply.Code == 354)
            {
                InStep();
                return _bad is null ? null : await TakeBackAsync(_bad).ConfigureAwait(false);
            }

            if (_bad is null && (_stage == Stage.Data || reply.Code is < 200 or >= 300))
            {
                _bad = new Answer(_stage, reply);
            }
        }

        return _bad;
    }

    // It refused and takes the data all the same. With no recipient a single dot ends it, to nobody (RFC 2920, 3.1); but where the sender was
    // refused and the recipient was not, or agreed to in words of something else, that dot would be an empty mail: only the end of the connection takes DATA back.
    private async ValueTask<Answer> TakeBackAsync(Answer refused)
    {
        if (refused.Stage != Stage.Rcpt || refused.Reply.Positive)
        {
            return refused with { Ended = true };
        }

        _out.Clear();
        _out.Write(".\r\n");
        await wire.WriteAsync(_out.Written, options.CommandTimeout).ConfigureAwait(false);
        await wire.ReadAsync(options.CommandTimeout, words: false).ConfigureAwait(false);
        return refused;
    }

    private async ValueTask<Answer> BodyAsync(Letter letter)
    {
        _stage = Stage.Dot;
        _out.Clear();
        var length = _out.WriteBody(letter);
        if (_next is { } next)
        {
            WriteEnvelope(next);
        }

        var write = wire.WriteAsync(_out.Written, options.DataTimeout);
        if (!write.IsCompleted)
        {
            return await SlowAsync(write.AsTask(), length).ConfigureAwait(false);
        }

        _sent = await write.ConfigureAwait(false) >= length;
        if (offers.Pipelining)
        {
            _ahead = await PeekAsync().ConfigureAwait(false);
        }

        return new Answer(Stage.Dot, await wire.ReadAsync(options.DataTimeout).ConfigureAwait(false));
    }

    // A server may refuse in the middle and read no further: listen while writing, or both wait for ever.
    private async Task<Answer> SlowAsync(Task<int> write, int length)
    {
        var read = wire.ReadAsync(options.DataTimeout).AsTask();
        await Task.WhenAny(write, read).ConfigureAwait(false);
        if (write.IsCompleted)
        {
            _sent = await write.ConfigureAwait(false) >= length;
            _ahead = offers.Pipelining && !read.IsCompleted ? await PeekAsync().ConfigureAwait(false) : null;
            return new Answer(Stage.Dot, await read.ConfigureAwait(false));
        }

        wire.Abort();
        _sent = await write.ConfigureAwait(false) >= length;
        var reply = await read.ConfigureAwait(false);
        return reply.Code >= 400
            ? new Answer(Stage.Dot, reply, Ended: true)
            : throw new BrokenException(Break.NotSmtp, $"the server answered {reply} before the end of the data");
    }

    // What broke: the mail under way may be in doubt; the one behind it has not begun.
    private async Task<Answer> BrokenAsync(BrokenException e)
    {
        var answer = _bad is null
            ? new Answer(_stage, default, e.Kind, e.Message, _sent)
            : _bad with { Ended = true };
        await GiveBackAsync().ConfigureAwait(false);
        if (_current is { } letter)
        {
            _current = null;
            await desk.AnswerAsync(letter, answer).ConfigureAwait(false);
        }

        return answer;
    }

    // What is behind the mail under way: nothing of it has left but an envelope.
    private async ValueTask GiveBackAsync()
    {
        foreach (var letter in new[] { _next, _ahead })
        {
            if (letter is not null)
            {
                await desk.GiveBackAsync(letter).ConfigureAwait(false);
            }
        }

        (_next, _ahead, _aheadHanded) = (null, null, Nothing);
    }

    private void WriteEnvelope(Letter letter)
    {
        if (_reset)
        {
            _out.Write("RSET\r\n");
        }

        _out.Write(Envelope.Mail(letter, offers));
        _out.Write(Envelope.Rcpt(letter, offers));
        _out.Write("DATA\r\n");
    }
}

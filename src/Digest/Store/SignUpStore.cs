using Digest.Model;

namespace Digest.Store;

/// <summary>Parked sign-ups, and how often each person was asked to confirm one.</summary>
public static class SignUpStore
{
    private const string Columns = "id, address, subscriber_id, choices, created_at, expires_at, confirmed_at, consent_text";

    /// <returns>The new row's id.</returns>
    public static Task<long> AddAsync(Session s, NewSignUp signUp) => s.ScalarAsync<long>(
        """
        INSERT INTO sign_ups (address, subscriber_id, choices, created_at, expires_at, consent_text)
        VALUES (@Address, @SubscriberId, @Choices, @CreatedAt, @ExpiresAt, @ConsentText)
        RETURNING id
        """,
        signUp);

    public static Task<SignUp?> FindAsync(Session s, long id) =>
        s.FirstAsync<SignUp>($"SELECT {Columns} FROM sign_ups WHERE id = @id", new { id });

    /// <summary>The latest choices win: whoever signs up again while the mail is on its way meant the second form.</summary>
    public static Task<int> UpdatePendingAsync(Session s, NewSignUp signUp) => s.ExecuteAsync(
        """
        UPDATE sign_ups SET choices = @Choices
        WHERE lower(address) = lower(@Address) AND confirmed_at IS NULL AND expires_at > @CreatedAt
          AND (subscriber_id = @SubscriberId OR (subscriber_id IS NULL AND @SubscriberId IS NULL))
        """,
        signUp);

    /// <returns>True for the one who confirms it; false when it was confirmed before or has expired.</returns>
    public static async Task<bool> ConfirmAsync(Session s, long id, DateTimeOffset now) => await s.ExecuteAsync(
        "UPDATE sign_ups SET confirmed_at = @now WHERE id = @id AND confirmed_at IS NULL AND expires_at > @now",
        new { id, now }).ConfigureAwait(false) == 1;

    /// <summary>Ties the sign-up to its reader, and closes the others of the same address, so that an older mail undoes nothing.</summary>
    public static Task<int> CloseAsync(Session s, long id, long subscriberId, string address, DateTimeOffset now) => s.ExecuteAsync(
        """
        UPDATE sign_ups SET subscriber_id = @subscriberId, confirmed_at = COALESCE(confirmed_at, @now)
        WHERE id = @id OR (lower(address) = lower(@address) AND confirmed_at IS NULL)
        """,
        new { id, subscriberId, address, now });

    /// <summary>Writes down a try; the same write for every address, so that its time tells nothing.</summary>
    public static async Task<SignUpLimit> TryAsync(Session s, string person, DateTimeOffset now) => (await s.FirstAsync<SignUpLimit>(
        """
        INSERT INTO sign_up_limits (person, tries, tried_at) VALUES (@person, 1, @now)
        ON CONFLICT (person) DO UPDATE SET tries = sign_up_limits.tries + 1, tried_at = excluded.tried_at
        RETURNING tries, unanswered, mailed_at
        """,
        new { person, now }).ConfigureAwait(false))!;

    public static Task<int> MailedAsync(Session s, string person, DateTimeOffset now) => s.ExecuteAsync(
        "UPDATE sign_up_limits SET unanswered = unanswered + 1, mailed_at = @now WHERE person = @person", new { person, now });

    /// <summary>The person answered: they may be asked anew.</summary>
    public static Task<int> AnsweredAsync(Session s, string person) => s.ExecuteAsync(
        "UPDATE sign_up_limits SET unanswered = 0, mailed_at = NULL WHERE person = @person", new { person });

    public static Task<long> CountSinceAsync(Session s, DateTimeOffset since) =>
        s.ScalarAsync<long>("SELECT COUNT(*) FROM sign_ups WHERE created_at > @since", new { since });

    public static Task<IReadOnlyList<SignUp>> OfAsync(Session s, long subscriberId, string address) => s.QueryAsync<SignUp>(
        $"SELECT {Columns} FROM sign_ups WHERE subscriber_id = @subscriberId OR lower(address) = lower(@address) ORDER BY id",
        new { subscriberId, address });

    public static Task<IReadOnlyList<SignUp>> StaleAsync(Session s, DateTimeOffset before, int most) => s.QueryAsync<SignUp>(
        $"SELECT {Columns} FROM sign_ups WHERE confirmed_at IS NULL AND expires_at < @before ORDER BY id LIMIT @most", new { before, most });
}

/// <summary>A sign-up to be parked.</summary>
public sealed record NewSignUp
{
    public required string Address { get; init; }
    public long? SubscriberId { get; init; }
    public required Choices Choices { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required string ConsentText { get; init; }
}

/// <summary>How often a person tried to sign up, and was asked to confirm without an answer.</summary>
public sealed record SignUpLimit
{
    public required long Tries { get; init; }
    public required long Unanswered { get; init; }
    public DateTimeOffset? MailedAt { get; init; }
}

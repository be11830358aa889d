using Digest.Model;

namespace Digest.Store;

/// <summary>Whom a mail goes to, as they are now: read for each mail, since they may have left since it was composed.</summary>
public static class RecipientStore
{
    public static Task<Subscriber?> SubscriberAsync(Session s, long id) =>
        s.FirstAsync<Subscriber>("SELECT * FROM subscribers WHERE id = @id", new { id });

    public static Task<Subscriber?> SubscriberAsync(Session s, string address) =>
        s.FirstAsync<Subscriber>("SELECT * FROM subscribers WHERE lower(address) = lower(@address)", new { address });

    public static Task<SignUp?> SignUpAsync(Session s, long id) => s.FirstAsync<SignUp>("SELECT * FROM sign_ups WHERE id = @id", new { id });
}

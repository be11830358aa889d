using Digest.Links;
using Digest.Model;
using Digest.Store;
using Digest.Templates;

namespace Digest.Compose;

/// <summary>Confirmation, welcome, farewell, sign-in and change of address: one mail each, three files of templates/email each.</summary>
internal sealed class AccountMail(
    Database database, TemplateSet templates, SiteLinks links, SiteOptions site, ReaderWords words, MailHeaders headers, TimeProvider clock)
{
    /// <returns>Null when there is nobody to write to any more, or the sign-up was confirmed or ran out.</returns>
    public async ValueTask<ReadOnlyMemory<byte>?> RenderAsync(Delivery delivery, CancellationToken ct)
    {
        var (signUp, reader) = await ReadAsync(delivery, ct).ConfigureAwait(false);
        return Render(delivery, signUp, reader);
    }

    /// <summary>The same, of rows that were read.</summary>
    public ReadOnlyMemory<byte>? Render(Delivery delivery, SignUp? signUp, Subscriber? reader)
    {
        if (View(delivery, signUp, reader) is not { } view)
        {
            return null;
        }

        var name = FileOf(delivery.Kind, signUp);
        var locale = signUp?.Choices.Locale ?? reader!.Locale;
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(signUp?.Choices.Zone ?? reader!.Zone, out var known) ? known : TimeZoneInfo.Utc;
        var subject = MailHeaders.Subject(templates.Render($"email/{name}.subject.txt", view, locale, zone));
        view = view with { Subject = subject };
        var boundary = MailHeaders.Boundary(delivery.MessageId);
        var mail = new OctetWriter(32 * 1024);
        headers.Write(mail, delivery, subject, name, clock.GetUtcNow(), boundary);
        MailBody.BeginText(mail, boundary);
        QuotedPrintable.Encode(templates.Render($"email/{name}.txt", view, locale, zone), mail);
        MailBody.BeginHtml(mail, boundary);
        QuotedPrintable.Encode(Tidy.Html(templates.Render($"email/{name}.html", view, locale, zone)), mail);
        MailBody.End(mail, boundary);
        return mail.Finish();
    }

    internal static string FileOf(MailKind kind, SignUp? signUp) => kind switch
    {
        // A new address of a reader is confirmed like a new reader's, in words of its own.
        MailKind.Confirm => signUp?.SubscriberId is null ? "confirm" : "address-confirm",
        MailKind.Welcome => "welcome",
        MailKind.Farewell => "farewell",
        MailKind.SignIn => "sign-in",
        MailKind.AddressChange => "address-change",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A digest is no account mail."),
    };

    private AccountView? View(Delivery delivery, SignUp? signUp, Subscriber? reader)
    {
        if (delivery.SignUpId is not null)
        {
            // Nothing a stranger typed goes into it: it may be a mail its receiver never asked for.
            return signUp is { ConfirmedAt: null } && signUp.ExpiresAt > clock.GetUtcNow()
                ? new AccountView
                {
                    Site = new SiteView(site.Name, site.PostalAddress),
                    Links = new AccountLinks { Front = links.Front(), Confirm = links.Confirm(signUp.Id) },
                    ExpiresAt = signUp.ExpiresAt,
                }
                : null;
        }

        if (reader is null || (reader.State == SubscriberState.Unsubscribed && delivery.Kind != MailKind.Farewell))
        {
            return null;
        }

        return new AccountView
        {
            Site = new SiteView(site.Name, site.PostalAddress),
            Links = new AccountLinks
            {
                Front = links.Front(),
                Preferences = links.Preferences(reader.Id),
                Pause = links.Pause(reader.Id),
                Unsubscribe = links.Unsubscribe(reader.Id),
                Undo = links.Undo(reader.Id),
            },
            NextDueAt = reader.NextDueAt,
            Why = words.Why(templates.Locale(reader.Locale), reader),
        };
    }

    private async Task<(SignUp? SignUp, Subscriber? Reader)> ReadAsync(Delivery delivery, CancellationToken ct) => await database.ReadAsync(async s => (
        delivery.SignUpId is { } signUp ? await RecipientStore.SignUpAsync(s, signUp).ConfigureAwait(false) : null,
        delivery.SubscriberId is { } reader ? await RecipientStore.SubscriberAsync(s, reader).ConfigureAwait(false) : null), ct).ConfigureAwait(false);
}

/// <summary>An account mail as templates see it.</summary>
internal sealed record AccountView
{
    public required SiteView Site { get; init; }
    public required AccountLinks Links { get; init; }
    public string Subject { get; init; } = "";
    /// <summary>When the confirmation link ends.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
    /// <summary>When the next issue comes.</summary>
    public DateTimeOffset? NextDueAt { get; init; }
    public string Why { get; init; } = "";
}

/// <summary>The links an account mail may show; null where it has none.</summary>
internal sealed record AccountLinks
{
    public required string Front { get; init; }
    public string? Confirm { get; init; }
    public string? Preferences { get; init; }
    public string? Pause { get; init; }
    public string? Unsubscribe { get; init; }
    public string? Undo { get; init; }
}

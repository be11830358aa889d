using Digest.Links;
using Digest.Model;
using Digest.Store;

namespace Digest.Compose;

/// <summary>What Compose brings to the service collection; called once, by Program.</summary>
public static class ComposeServices
{
    public static IServiceCollection AddCompose(this IServiceCollection services) => services
        .AddSingleton<ComposeStep>()
        .AddSingleton<Presses>()
        .AddSingleton<ReaderWords>()
        .AddSingleton<MailHeaders>()
        .AddSingleton<IssueMail>()
        .AddSingleton<AccountMail>()
        .AddSingleton<MailRoom>()
        .AddSingleton(sp => new Preview(
            sp.GetRequiredService<Database>(), sp.GetRequiredService<IssueMail>(), sp.GetRequiredService<Presses>(),
            sp.GetRequiredService<ComposeOptions>(), sp.GetRequiredService<SiteLinks>(), sp.GetRequiredService<TimeProvider>()))
        .AddSingleton<PrepareMails>(sp => sp.GetRequiredService<IssueMail>().PrepareAsync)
        .AddSingleton<RenderMail>(sp => sp.GetRequiredService<MailRoom>().RenderAsync);
}

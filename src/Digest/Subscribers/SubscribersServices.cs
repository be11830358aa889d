namespace Digest.Subscribers;

/// <summary>What Subscribers brings to the service collection; called once, by Program.</summary>
public static class SubscribersServices
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services) => services
        .AddSingleton<AddressHash>()
        .AddSingleton<Desk>()
        .AddSingleton<RequestSignUp>()
        .AddSingleton<ConfirmSignUp>()
        .AddSingleton<Preferences>()
        .AddSingleton<Feedback>()
        .AddSingleton<Leave>()
        .AddSingleton<PersonalData>()
        .AddSingleton<ImportSubscribers>()
        .AddSingleton<TidyStep>();
}

using System.Collections.Concurrent;
using System.ComponentModel;
using Refit;

namespace FhirTyped;

/// <summary>The Refit clients that the loaded assemblies hold. Emitted code registers them when its assembly is loaded.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FhirRefitRegistrations
{
    private static readonly ConcurrentDictionary<(PlatformDescriptor Platform, Type Api), Func<FhirRefitContext, object>> Factories = new();

    /// <summary>Registers an emitted client, here and with Refit.</summary>
    /// <typeparam name="TPlatform">The platform class.</typeparam>
    /// <typeparam name="TApi">The interface.</typeparam>
    /// <param name="create">Makes the client.</param>
    public static void Add<TPlatform, TApi>(Func<FhirRefitContext, TApi> create)
        where TPlatform : FhirPlatformClient, IFhirPlatform<TPlatform>
        where TApi : class, IFhirRefitApi
    {
        ArgumentNullException.ThrowIfNull(create);

        // Refit asks the one or the other, as to whether it has settings at hand or a builder of requests.
        RestService.RegisterGeneratedSettingsFactory<TApi>((http, settings) => create(FhirRefitContext.Of(http, settings, TPlatform.Descriptor)));
        RestService.RegisterGeneratedFactory<TApi>((http, builder) => create(FhirRefitContext.Of(http, builder.Settings, TPlatform.Descriptor)));
        Factories[(TPlatform.Descriptor, typeof(TApi))] = create;
    }

    /// <summary>The clients of a platform, each with the interface that it implements.</summary>
    internal static IReadOnlyList<(Type Api, Func<FhirRefitContext, object> Create)> Of(PlatformDescriptor platform) =>
        [.. Factories.Where(one => one.Key.Platform == platform).Select(static one => (one.Key.Api, one.Value)).OrderBy(static one => one.Api.FullName, StringComparer.Ordinal)];
}

using System.ComponentModel;
using FhirTyped;
using Microsoft.Extensions.DependencyInjection;
using Refit;

/// <summary>
/// <c>AddRefitClient</c> for emitted interfaces. Refit's own asks for its request builder by reflection, a package of its own since Refit 14, which these clients do
/// not need. It stands in the global namespace, since methods there are found before those of a <c>using</c>; for any other interface it does not apply.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
#pragma warning disable MA0047 // On purpose: see above.
public static class FhirRefitServiceCollectionExtensions
{
    /// <summary>Adds an emitted Refit client.</summary>
    /// <typeparam name="TApi">The interface, for example <c>IEpicPatientApi</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="settings">Refit's settings, or null.</param>
    /// <returns>The builder of its HTTP client.</returns>
    public static IHttpClientBuilder AddRefitClient<TApi>(this IServiceCollection services, RefitSettings? settings = null)
        where TApi : class, IFhirRefitApi => services.AddRefitGeneratedClient<TApi>(settings);

    /// <summary>Adds an emitted Refit client whose settings need other services.</summary>
    /// <typeparam name="TApi">The interface, for example <c>IEpicPatientApi</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="settings">Gives Refit's settings, or null.</param>
    /// <returns>The builder of its HTTP client.</returns>
    public static IHttpClientBuilder AddRefitClient<TApi>(this IServiceCollection services, Func<IServiceProvider, RefitSettings?>? settings)
        where TApi : class, IFhirRefitApi => services.AddRefitGeneratedClient<TApi>(settings);

    /// <summary>Adds an emitted Refit client under a key.</summary>
    /// <typeparam name="TApi">The interface, for example <c>IEpicPatientApi</c>.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="serviceKey">The key.</param>
    /// <param name="settings">Refit's settings, or null.</param>
    /// <returns>The builder of its HTTP client.</returns>
    public static IHttpClientBuilder AddKeyedRefitClient<TApi>(this IServiceCollection services, object serviceKey, RefitSettings? settings = null)
        where TApi : class, IFhirRefitApi => services.AddKeyedRefitGeneratedClient<TApi>(serviceKey, settings);
}

using FhirTyped.R4;
using FirelyResource = Hl7.Fhir.Model.Resource;

namespace FhirTyped.Firely;

/// <summary>
/// Makes resources of the Firely SDK (<c>Hl7.Fhir.Model</c>) of those of FhirTyped, and the other way round: by their JSON, so that everything comes along that the
/// JSON says, also what is against the standard.
/// </summary>
/// <remarks>
/// The copy has no part in common with the original. What a model holds beside the JSON, as the annotations of Firely's, stays behind. Firely's model keeps the bytes of
/// a base64 value and not its spaces, and a number's value and not its exponent (<c>1.10e3</c> is <c>1100</c> afterwards); it has no digits beyond those of
/// <see cref="decimal"/>. What it would lose is an exception.
/// </remarks>
public static partial class FirelyModels
{
    /// <summary>A resource as that of the Firely SDK.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FirelyConversionException">Firely's model would lose something of it.</exception>
    /// <exception cref="FhirFormatException">It cannot be written: a text has half of a surrogate pair, or it holds itself.</exception>
    public static FirelyResource ToFirely(this Resource resource) => ToFirely<FirelyResource>(resource);

    /// <summary>A resource as that of the Firely SDK, of a type.</summary>
    /// <typeparam name="T">The type in <c>Hl7.Fhir.Model</c>.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FirelyConversionException">It is of another type, or Firely's model would lose something of it.</exception>
    /// <exception cref="FhirFormatException">It cannot be written: a text has half of a surrogate pair, or it holds itself.</exception>
    public static T ToFirely<T>(this Resource resource)
        where T : FirelyResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        using var json = new PooledBuffer();
        FhirJson.Write(json, resource);
        return FirelyJson.Read<T>(json.WrittenSpan);
    }

    /// <summary>A resource of the Firely SDK as that of FhirTyped.</summary>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FirelyConversionException">A text of it has half of a surrogate pair, which JSON cannot hold.</exception>
    /// <exception cref="FhirFormatException">Its JSON is no resource.</exception>
    public static Resource ToFhirTyped(this FirelyResource resource) => ToFhirTyped<Resource>(resource);

    /// <summary>A resource of the Firely SDK as that of FhirTyped, of a type.</summary>
    /// <typeparam name="T">The type in <c>FhirTyped.R4</c>.</typeparam>
    /// <param name="resource">The resource.</param>
    /// <exception cref="ArgumentNullException"><paramref name="resource"/> is null.</exception>
    /// <exception cref="FirelyConversionException">A text of it has half of a surrogate pair, which JSON cannot hold.</exception>
    /// <exception cref="FhirFormatException">It is of another type, or its JSON is no resource.</exception>
    public static T ToFhirTyped<T>(this FirelyResource resource)
        where T : Resource
    {
        using var json = new PooledBuffer();
        FirelyJson.Write(resource, json);
        return FhirJson.Read<T>(json.WrittenSpan, FirelyJson.Deep);
    }

    /// <summary>
    /// The search as one that gives resources of the Firely SDK. It asks the same, is judged and checked in the same way, and each match is made a resource
    /// of Firely's when it is given.
    /// </summary>
    /// <param name="search">The search.</param>
    /// <exception cref="ArgumentNullException"><paramref name="search"/> is null.</exception>
    public static FirelySearch<FirelyResource> AsFirely(this FhirSearch<Resource> search) => FirelySearch<FirelyResource>.Of(search);
}

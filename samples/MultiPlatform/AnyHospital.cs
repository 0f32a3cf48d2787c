using FhirTyped;
using FhirTyped.R4;

namespace MultiPlatform;

/// <summary>Code for every platform, known or not, that can do what it needs.</summary>
internal static class AnyHospital
{
    /// <summary>The patient with a medical record number. Only a platform that searches patients by identifier can be asked.</summary>
    public static Task<Patient?> ByRecordNumberAsync<TQuery>(ISearchEndpoint<Patient, TQuery> patients, string system, string number)
        where TQuery : FhirQuery<TQuery>, IFhirQuery, ISearchByIdentifier<TQuery>, new() =>
        patients.Search(q => q.Identifier.Is(system, number)).FirstOrDefaultAsync();
}

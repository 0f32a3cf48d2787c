namespace FhirTyped;

/// <summary>
/// Filters that the client applies by itself, for search parameters that a server lacks:
/// <c>epic.Patient.Search(q => q.Family.StartsWith("Smith")).FilterLocally(p => p.Birthdate.On(1980, 1, 2))</c>. The server gets the search as
/// it is; its pages are streamed, and each match is tested by the expression that FHIR R4 defines for the parameter
/// (https://hl7.org/fhir/R4/searchparameter-registry.html). Included resources and outcomes pass untouched.
/// </summary>
/// <remarks>
/// All that the server finds is transferred: filter by the server as narrowly as it can. <see cref="SearchReceipt.AppliedLocally"/> says what was
/// applied here. A filter sees one resource at a time, so there are no chains and no <c>_has</c>.
/// </remarks>
public static partial class LocalFilters;

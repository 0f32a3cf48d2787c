namespace FhirTyped;

/// <summary>
/// What all emitted Refit interfaces are, so that <c>services.AddRefitClient&lt;IEpicPatientApi&gt;()</c> finds the registration that works for them.
/// </summary>
public interface IFhirRefitApi
{
}

namespace FhirTyped;

/// <summary>Reads an answer whose head is there.</summary>
internal delegate Task<TAnswer> AnswerReader<TAnswer>(FhirExchange exchange, FhirRequest request, HttpResponseMessage response, RequestDeadline deadline);
